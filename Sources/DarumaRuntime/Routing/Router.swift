package import DarumaCore

/// Signal -> the applications that it concerns. A function of the signal and the catalog alone, so that the order of
/// signals can't change where they go.
package struct Router: Sendable {
  package enum Route: Sendable, Equatable {
    case applications([ApplicationName])
    /// Nobody asked for it: counted, and nothing more.
    case nobody(reason: String)
    /// It is about something that should belong to an application and does not: for the dead letters.
    case unrouted(reason: String)
  }

  private let applications: [Application]
  private let owners: [ARN: [ApplicationName]]

  package init(_ applications: some Sequence<Application>) {
    self.applications = applications.sorted { $0.name < $1.name }
    var owners: [ARN: [ApplicationName]] = [:]
    for application in self.applications {
      for name in Set(application.resources.flatMap(\.names)) { owners[name, default: []].append(application.name) }
    }
    self.owners = owners
  }

  package func route(_ signal: Signal) -> Route {
    switch signal.fact {
    case .commandGiven(let command):
      guard applications.contains(where: { $0.name == command.application }) else {
        return .unrouted(reason: "no application named \(command.application) is declared")
      }
      return .applications([command.application])
    case .alarmChanged(let fact):
      return asked("alarm \(fact.alarm)") { application in
        application.isAccount(signal.account)
          && application.interests.asks(forAlarm: fact.alarm)
      }
    case .sourceSpoke(let fact):
      return asked("source \(fact.from)") { application in
        application.interests.sources.contains(fact.from)
      }
    case .healthNoticed(let fact):
      return asked("region \(fact.impactedRegion)") { $0.regions.contains(fact.impactedRegion) }
    case .threatFound:
      guard let resource = signal.resource, let owners = owners[resource] else {
        return .nobody(reason: "no application asks for \(signal.resource?.rawValue ?? "what the finding is about")")
      }
      return .applications(owners)
    case .zoneShifted:
      return asked("region \(signal.region) of account \(signal.account)") {
        $0.isAccount(signal.account) && $0.regions.contains(signal.region)
      }
    case .keyChanged:
      return asked("keys of account \(signal.account) in \(signal.region)") {
        $0.isAccount(signal.account) && $0.regions.contains(signal.region)
      }
    case .resourceChanged, .replicationMeasured, .replicationFaulted, .listingCompleted, .resourceDescribed:
      guard let resource = signal.resource else { return .nobody(reason: "it names no resource") }
      if let owners = owners[resource] { return .applications(owners) }
      // What happens to a snapshot itself is told of it as of a resource.
      guard Self.isPoint(resource) else { return .nobody(reason: "no application asks for resource \(resource)") }
      return asked("account \(signal.account) in \(signal.region)") {
        $0.isAccount(signal.account) && $0.regions.contains(signal.region)
      }
    case .backupProgressed, .recoveryPointTaken, .recoveryPointCopied, .recoveryPointRemoved,
      .recoveryPointScanned,
      .restoreProgressed:
      return protection(signal)
    }
  }

  /// A recovery point goes to the owner of its resource. Where the source does not name the resource (a manual
  /// snapshot, a deletion), every application of the account and region keeps it, until another signal binds it.
  private func protection(_ signal: Signal) -> Route {
    guard let resource = signal.resource else {
      return asked("account \(signal.account) in \(signal.region)") {
        $0.isAccount(signal.account) && $0.regions.contains(signal.region)
      }
    }
    guard let owners = owners[resource] else {
      return .unrouted(reason: "no application declares resource \(resource)")
    }
    return .applications(owners)
  }

  private static func isPoint(_ arn: ARN) -> Bool {
    ["snapshot", "cluster-snapshot", "recovery-point", "image"].contains(arn.resourceType)
  }

  private func asked(_ subject: String, _ concerns: (Application) -> Bool) -> Route {
    let concerned = applications.filter(concerns).map(\.name)
    return concerned.isEmpty
      ? .nobody(reason: "no application asks for \(subject)") : .applications(concerned)
  }
}

extension Application {
  /// Sources that do not say the account are believed to mean this one.
  fileprivate func isAccount(_ account: Account) -> Bool {
    account.rawValue.isEmpty || account == self.account
  }
}

extension Regions {
  fileprivate func contains(_ region: Region) -> Bool { region == primary || region == recovery }
}
