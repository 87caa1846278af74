import DarumaCore

/// One RDS event, whichever route it came by.
struct RDSOccurrence {
  let subject: RDSSubject
  let identifier: String
  let number: Int
  let message: String
  let at: Instant
  let seenAt: Instant
  let account: Account
  /// Where the event was raised: for a copy from another region, the region of the copy.
  let region: Region
  let place: JSONValue

  /// `RDS-EVENT-0002`, alone or at the end of a link.
  static func number(_ id: JSONValue) throws(Problem) -> Int {
    let text = try id.wholeText()
    let bytes = text.utf8.suffix(18).filter { $0 != UInt8(ascii: " ") }.suffix(14)
    let digits = bytes.suffix(4)
    guard bytes.dropLast(4).elementsEqual("RDS-EVENT-".utf8),
      digits.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(String(decoding: digits, as: UTF8.self))
    else {
      throw Problem(
        .unknownEvent, at: id, "\(id.quoted) is no number of an RDS event", remedy: "as in RDS-EVENT-0091")
    }
    return number
  }

  func add(into findings: inout Findings) throws(Problem) {
    try checkPlace()
    guard let meaning = RDSEventTable.meaning(of: number) else {
      throw Problem(
        .unknownEvent, at: place, "\(eventID) (\(message.debugDescription)) is not known",
        remedy: "see the table of RDS events; report it if it concerns recovery")
    }
    switch meaning {
    case .nothing(let reason): findings.ignore(reason)
    case .changed(let change): try add(change, into: &findings)
    case .renamed: try addRenamed(into: &findings)
    case .snapshotFailed:
      try progress("\(eventID) of \(subject.arn) at \(at)", .failed, RDSRules.failed, into: &findings)
    case .snapshotStarted, .snapshotTaken, .snapshotDeleted, .copyStarted, .copyFinished, .copyCanceled:
      guard subject.kind.isSnapshot else {
        throw Problem(
          .contradiction, at: place,
          "\(eventID) is about a snapshot, the event about a \(subject.kind.rawValue)",
          remedy: "the event of a snapshot")
      }
      try addSnapshot(meaning, into: &findings)
    }
  }

  private var eventID: String {
    let digits = String(number)
    return "RDS-EVENT-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private func add(_ change: ResourceChanged.Change, into findings: inout Findings) throws(Problem) {
    // 0043 is raised for the snapshot from which an instance was restored.
    let resource = subject.kind.isSnapshot ? subject.database ?? subject.arn : subject.arn
    try findings.add(
      .resourceChanged(ResourceChanged(change: change, reason: message.isEmpty ? nil : message)),
      key: SignalKey(subject.arn.rawValue, eventID, at.description), of: signalSubject(resource),
      by: RDSRules.changed)
  }

  /// An event is raised where the thing is. Where its ARN names another region or account, which of them is right (and what
  /// a copy is called) is not said.
  private func checkPlace() throws(Problem) {
    if let own = subject.arn.regionCode, own != region {
      throw Problem(
        .contradiction, at: place, "\(subject.arn) is in \(own), the event is of \(region)",
        remedy: "a listing of the snapshots of \(region) tells")
    }
    if let own = subject.arn.namedAccount, own != account, account != .unknown {
      throw Problem(
        .contradiction, at: place, "\(subject.arn) is in account \(own), the event is of \(account)",
        remedy: "which of the two is right, a listing tells")
    }
  }

  /// The name in the application file names nothing from now on, or another thing.
  private func addRenamed(into findings: inout Findings) throws(Problem) {
    let renamed = RenamedMessage(message).names
    guard !renamed.isEmpty else { return try add(.renamed, into: &findings) }
    for name in renamed where !findings.isFull {
      let arn = ARN.make(
        partition: subject.arn.partition, service: "rds", region: region, account: subject.arn.account,
        resource: subject.kind.rawValue + ":" + name)
      try findings.add(
        .resourceChanged(ResourceChanged(change: .renamed, reason: message)),
        key: SignalKey(arn.rawValue, eventID, at.description), of: signalSubject(arn), by: RDSRules.renamed)
    }
  }

  func progress(
    _ job: String, _ state: BackupProgressed.State, _ rule: Rule, point: ARN? = nil, into findings: inout Findings
  ) throws(Problem) {
    let source = point.flatMap { _ in CopyMessage(message) }.flatMap(original)
    try findings.add(
      .backupProgressed(
        BackupProgressed(
          job: job, state: state, reason: message.isEmpty ? nil : message,
          recoveryPoint: point.map(RecoveryPointID.init(_:)), of: source.map(RecoveryPointID.init(_:)))),
      key: SignalKey(job, state.rawValue),
      of: signalSubject(subject.kind.isSnapshot ? subject.database : subject.arn), by: rule)
  }

  func signalSubject(_ resource: ARN?) -> Subject {
    Subject(
      at: at, seenAt: seenAt, source: "aws.rds", account: account, region: region, resource: resource)
  }
}
