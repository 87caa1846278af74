/// Which resources an event concerns.
enum Concern: Hashable, Sendable {
  case resources(Set<ARN>)
  case all

  func contains(_ resource: ARN) -> Bool {
    switch self {
    case .resources(let resources): resources.contains(resource)
    case .all: true
    }
  }

  func adding(_ other: Concern) -> Concern {
    var both = self
    both.add(other)
    return both
  }

  mutating func add(_ other: Concern) {
    switch (self, other) {
    case (.resources(let ours), .resources(let theirs)): self = .resources(ours.union(theirs))
    case (.all, _), (_, .all): self = .all
    }
  }

  static let nobody = Concern.resources([])
}

/// What was touched in a turn and not yet looked at, by each of the rules that look.
struct Reviews {
  private var exposures = Concern.nobody
  private var compliance = Concern.nobody

  mutating func add(_ concern: Concern) {
    guard concern != .nobody else { return }
    exposures.add(concern)
    compliance.add(concern)
  }

  mutating func takeExposures() -> Concern {
    defer { exposures = .nobody }
    return exposures
  }

  mutating func takeCompliance() -> Concern {
    defer { compliance = .nobody }
    return compliance
  }
}

extension Protection {
  /// The resources whose protection the event may change. Asked before and after it is applied, since it may move a
  /// point from one resource to another.
  func concerned(by body: EventBody, _ state: ApplicationState) -> Concern {
    switch body {
    case .observed(let signal): concerned(by: signal, state.catalog)
    case .catalog, .command(.findingCleared), .observation(.readinessChanged(.current)),
      .observation(.futureForgotten), .observation(.journalAccepted),
      .observation(.recordsLost):
      .all
    case .step(let id, let step, _):
      .resources(
        Set([state.executions[id]?.restoredPoint(of: step).flatMap { point($0)?.resource }].compactMap(\.self)))
    case .execution(let id, .succeeded):
      .resources(Set((state.executions[id]?.choices ?? []).compactMap { point($0.point)?.resource }))
    case .placement: .all
    case .observation(.pointBound(let binding)): owners(of: [binding.point.id], state.catalog)
    case .observation, .trigger, .executionStarted, .execution, .progress, .command, .effect, .notice: .nobody
    }
  }

  private func concerned(by signal: Signal, _ catalog: Application?) -> Concern {
    switch signal.fact {
    case .recoveryPointTaken(let fact): owners(of: [fact.recoveryPoint], catalog)
    case .recoveryPointCopied(let fact): owners(of: [fact.recoveryPoint, fact.of], catalog)
    case .recoveryPointRemoved(let fact): owners(of: [fact.recoveryPoint], catalog)
    case .recoveryPointScanned(let fact): owners(of: [fact.recoveryPoint], catalog)
    case .restoreProgressed(let fact): owners(of: fact.recoveryPoint.map { [$0] } ?? [], catalog)
    case .resourceChanged:
      owners(of: signal.resource.map { [RecoveryPointID(rawValue: $0.rawValue)] } ?? [], catalog)
    case .threatFound:
      // Of a point itself it is the point's resource that has one fewer.
      concerned(with: signal.resource).adding(owners(of: signal.recoveryPoints, catalog))
    case .backupProgressed, .replicationMeasured, .replicationFaulted, .resourceDescribed:
      concerned(with: signal.resource)
    case .listingCompleted: concerned(with: signal.resource)
    case .keyChanged: .all
    case .alarmChanged, .healthNoticed, .zoneShifted, .sourceSpoke, .commandGiven: .nobody
    }
  }

  private func concerned(with resource: ARN?) -> Concern { .resources(Set([resource].compactMap(\.self))) }

  private func owners(of ids: [RecoveryPointID], _ catalog: Application?) -> Concern {
    var owners = Set<ARN>()
    for id in ids {
      if let resource = point(id)?.resource {
        owners.insert(resource)
      } else if let resource = catalog?.owner(byNameOf: id) {
        owners.insert(resource.arn)
      }
      for copy in copies(of: id) {
        if let resource = copy.resource { owners.insert(resource) }
      }
    }
    return .resources(owners)
  }
}
