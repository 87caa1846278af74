/// Everything that exists in the simulated account: the regions with their resources, the DNS zones that
/// serve them all, and the web endpoints that users see. Pure state: no clock, no chance but the seeded
/// generator.
package struct Estate: Sendable {
  package let account: String
  package let timings: Timings
  /// The IAM user whose keys sign the calls.
  package let user: String

  package private(set) var regions: [String: RegionalEstate]
  package var dns: DNS
  package var web: Web
  package var outages: [Outage] = []
  var random: SeededGenerator

  /// The latest time seen, in milliseconds since the epoch.
  package private(set) var now: Int64 = .min

  /// - Parameters:
  ///   - account: twelve digits.
  ///   - regions: names of the regions that exist.
  package init(
    account: String, regions: [String], user: String = "daruma", timings: Timings = Timings(),
    seed: UInt64 = 1
  ) {
    self.account = account
    self.timings = timings
    self.user = user
    self.regions = Dictionary(
      uniqueKeysWithValues: regions.map {
        ($0, RegionalEstate(place: Place(region: $0, account: account)))
      })
    self.dns = DNS()
    self.web = Web()
    self.random = SeededGenerator(seed: seed)
  }

  /// The resources of a region that exists; asking for another is a mistake of the caller in this module,
  /// since the gate refuses calls into unknown regions.
  package subscript(region name: String) -> RegionalEstate {
    get {
      guard let region = regions[name] else { preconditionFailure("no region \(name) in this estate") }
      return region
    }
    _modify {
      guard var region = regions.removeValue(forKey: name) else {
        preconditionFailure("no region \(name) in this estate")
      }
      defer { regions[name] = region }
      yield &region
    }
  }

  package func place(_ region: String) -> Place {
    Place(region: region, account: account)
  }

  /// The outage that `region` suffers at present, if any.
  package func outage(of region: String) -> Outage? {
    outages.first { $0.region == region && $0.isOn(at: now) }
  }

  /// Lets time pass: every life cycle takes the transitions that are due, at the times when they were due, so
  /// the result doesn't depend on how often anybody looked. A time before the latest seen counts as the
  /// latest.
  ///
  /// - Returns: the time now in force.
  package mutating func advance(to time: Int64) -> Int64 {
    now = max(now, time)
    regions.mutateEach { [now, timings] in $0.advance(to: now, timings) }
    dns.advance(to: now)
    return now
  }
}
