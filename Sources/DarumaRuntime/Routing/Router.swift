package import DarumaCore

/// Signal -> the applications that it concerns: a function of the signal, of the application files, and of what a running
/// execution pinned. Only what names no resource is also asked for by who knows the recovery point. Everything is looked
/// up: what a signal costs does not grow with the applications that do not ask for it.
package struct Router: Sendable {
  package enum Route: Sendable, Equatable {
    /// In order of name. ``ApplicationName/none`` among them keeps what names no resource.
    case applications([ApplicationName])
    /// Nobody asked for it: counted, and nothing more.
    case nobody(reason: String)
    /// It is about something that should belong to an application and does not: for the dead letters.
    case unrouted(reason: String)
  }

  private var names: Set<ApplicationName> = []
  private var owners: [ARN: Askers] = [:]
  /// By the regions that they live in.
  private var regions: [Region: Askers] = [:]
  /// The same, and those whose conditions ask for notices, or zones, of another region.
  private var noticeRegions: [Region: Askers] = [:]
  private var zoneRegions: [Region: Askers] = [:]
  private var alarms = AlarmAskers()
  private var sources: [SourceName: Askers] = [:]
  private var snapshotNames = SnapshotNameAskers()

  /// - Parameter files: Several of one application where a running execution pinned another one than is in force.
  package init(_ files: some Sequence<Application>) {
    for file in files {
      names.insert(file.name)
      for arn in file.resources.flatMap(\.names) { owners[arn, default: Askers()].add(file) }
      let own: Set = [file.regions.primary, file.regions.recovery]
      let interests = file.interests
      for region in own { regions[region, default: Askers()].add(file) }
      for region in own.union(interests.noticeRegions) { noticeRegions[region, default: Askers()].add(file) }
      for region in own.union(interests.zoneRegions) { zoneRegions[region, default: Askers()].add(file) }
      // Of a name in any region: which one an alarm lives in is asked when it is read, and not dropped before.
      for name in Set(interests.alarms.map(\.name)) { alarms.add(file, asking: name) }
      for source in interests.sources { sources[source, default: Askers()].add(file) }
      snapshotNames.add(file)
      // What it asks of resources is about its own, and what people say is said to it by name.
    }
  }

  /// - Parameters:
  ///   - who: The applications that know a recovery point.
  ///   - holding: Those that know a recovery point of a resource.
  package func route(
    _ signal: Signal, knowing who: (RecoveryPointID) -> [ApplicationName],
    holding: (ARN) -> [ApplicationName] = { _ in [] }
  ) -> Route {
    switch signal.fact {
    case .commandGiven(let command):
      guard names.contains(command.application) else {
        return .unrouted(reason: "no application named \(command.application) is declared")
      }
      return .applications([command.application])
    case .alarmChanged(let fact):
      return asked("alarm \(fact.alarm)", alarms.asking(fact.alarm, in: signal.account))
    case .sourceSpoke(let fact):
      return asked("source \(fact.from)", sources[fact.from]?.all ?? [])
    case .healthNoticed(let fact):
      return asked("region \(fact.impactedRegion)", noticeRegions[fact.impactedRegion]?.all ?? [])
    case .threatFound:
      guard let resource = signal.resource else { return .nobody(reason: "the finding names no resource") }
      // The resource may be out of the file for a while: its points are suspect all the same.
      let names = Set(owners[resource]?.all ?? []).union(holding(resource)).sorted()
      return signal.recoveryPoints.isEmpty ? asked("\(resource)", names) : unbound(signal, who)
    case .zoneShifted:
      return asked(
        "region \(signal.region) of account \(signal.account)",
        zoneRegions[signal.region]?.of(signal.account) ?? [])
    case .keyChanged:
      return asked("keys of account \(signal.account) in \(signal.region)", here(signal))
    case .resourceChanged, .replicationMeasured, .replicationFaulted, .listingCompleted, .resourceDescribed:
      guard let resource = signal.resource else { return unbound(signal, who) }
      if let owners = owners[resource] { return .applications(owners.all) }
      guard !signal.recoveryPoints.isEmpty else {
        return .nobody(reason: "no application asks for resource \(resource)")
      }
      return unbound(signal, who)
    case .backupProgressed, .recoveryPointTaken, .recoveryPointCopied, .recoveryPointRemoved,
      .recoveryPointScanned,
      .restoreProgressed:
      return protection(signal, who)
    }
  }

  /// A recovery point goes to the owner of its resource. One whose resource is in no file, for a while perhaps, goes to
  /// whoever knows it: what is said of it meanwhile is true.
  private func protection(_ signal: Signal, _ who: (RecoveryPointID) -> [ApplicationName]) -> Route {
    guard let resource = signal.resource else { return unbound(signal, who) }
    if let owners = owners[resource] { return .applications(owners.all) }
    let names = Set(signal.recoveryPoints.flatMap(who))
    return names.isEmpty
      ? .unrouted(reason: "no application declares resource \(resource)") : .applications(names.sorted())
  }

  /// What does not name the resource (a manual snapshot, a deletion, another account's word of a copy) is kept in one
  /// place, until another signal binds it; and goes to whoever knows the point, whichever account speaks, or whose one
  /// resource a rule means by the point's name.
  private func unbound(_ signal: Signal, _ who: (RecoveryPointID) -> [ApplicationName]) -> Route {
    guard !signal.recoveryPoints.isEmpty || signal.isKeptUnbound else {
      return .nobody(reason: "\(signal.fact.kind.rawValue): it names neither a resource nor a recovery point")
    }
    let names = Set(signal.recoveryPoints.flatMap(who)).union(signal.recoveryPoints.compactMap(snapshotNames.owner))
    return .applications([.none] + names.sorted())
  }

  /// `signal`, with the resource that the application files name where the source names a part of it: a node of ElastiCache
  /// for its replication group.
  package func attributed(_ signal: Signal) -> Signal {
    guard let resource = signal.resource, owners[resource] == nil,
      let whole = resource.replicationGroups.first(where: { owners[$0] != nil })
    else { return signal }
    var attributed = signal
    attributed.resource = whole
    return attributed
  }

  private func here(_ signal: Signal) -> [ApplicationName] {
    regions[signal.region]?.of(signal.account) ?? []
  }

  private func asked(_ subject: String, _ names: [ApplicationName]) -> Route {
    names.isEmpty ? .nobody(reason: "no application asks for \(subject)") : .applications(names)
  }
}
