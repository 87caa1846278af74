/// The data that would be lost if the primary died at this instant, held against the RPO and against the schedule that
/// the application file promises. One for each level of usability.
package struct Exposure: Codable, Hashable, Sendable {
  /// As a clock: time alone moves it on.
  package enum Status: String, Codable, Hashable, Sendable, CaseIterable, Comparable {
    /// Within the RPO, and no newer point is due.
    case fresh
    /// The next point should be in the making.
    case due
    /// The next point should be there.
    case late
    /// The next point should be there, and for as long as one takes nobody has said a word: neither an event nor a
    /// listing. It may be missing, or only unheard of.
    case silent
    /// Older than the RPO, whether or not anybody says a word: what is known would lose more than may be lost.
    case breached
    /// No usable recovery point of known age in the recovery region.
    case unknown

    /// From good to bad.
    package static func < (left: Status, right: Status) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// How it stands with the points that are proved at least so far.
  package struct Level: Codable, Hashable, Sendable {
    package var usability: Usability
    package var status: Status
    /// The newest of them in the recovery region, and when its data is from.
    package var point: RecoveryPointID?
    package var takenAt: Instant?

    package init(usability: Usability, status: Status, point: RecoveryPointID? = nil, takenAt: Instant? = nil) {
      self.usability = usability
      self.status = status
      self.point = point
      self.takenAt = takenAt
    }
  }

  package var resource: ResourceID
  /// In order of usability, from `taken`.
  package var levels: [Level]
  /// When time alone will change it; nil where it will not.
  package var changesAt: Instant?

  package init(resource: ResourceID, levels: [Level], changesAt: Instant? = nil) {
    self.resource = resource
    self.levels = levels
    self.changesAt = changesAt
  }

  /// Of all usable points, however far they are proved.
  package var status: Status { levels.first?.status ?? .unknown }
  package var point: RecoveryPointID? { levels.first?.point }
  package var takenAt: Instant? { levels.first?.takenAt }

  /// How much would be lost at `now`.
  package func age(at now: Instant) -> Span? { takenAt.map { now - $0 } }
}

/// How it stands with an application: as with the worst of its resources.
package struct ApplicationExposure: Codable, Hashable, Sendable {
  package struct Level: Codable, Hashable, Sendable {
    package var usability: Usability
    package var status: Exposure.Status
    /// The resource that is worst off.
    package var resource: ResourceID

    package init(usability: Usability, status: Exposure.Status, resource: ResourceID) {
      self.usability = usability
      self.status = status
      self.resource = resource
    }
  }

  /// In order of usability; empty where no resource is carried over to the recovery region.
  package var levels: [Level]

  package init(levels: [Level] = []) { self.levels = levels }

  /// Of all usable points, however far they are proved; nil where nothing is carried over.
  package var status: Exposure.Status? { levels.first?.status }

  static func of(_ exposures: some Sequence<Exposure>) -> ApplicationExposure {
    let exposures = exposures.sorted { $0.resource < $1.resource }
    return ApplicationExposure(
      levels: Usability.allCases.compactMap { usability in
        let standing = exposures.compactMap { exposure in
          exposure.levels.first { $0.usability == usability }.map { (exposure.resource, $0) }
        }
        // Of two that stand alike, the one that would lose more.
        guard let worst = standing.max(by: { $0.1.isBetter(than: $1.1) }) else { return nil }
        return Level(usability: usability, status: worst.1.status, resource: worst.0)
      })
  }
}

extension Exposure.Level {
  fileprivate func isBetter(than other: Exposure.Level) -> Bool {
    if status != other.status { return status < other.status }
    let never = Instant(milliseconds: .min)
    return (takenAt ?? never) > (other.takenAt ?? never)
  }
}
