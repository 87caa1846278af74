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
    guard let meaning = RDSEventTable.meaning(of: number) else {
      throw Problem(
        .unknownEvent, at: place, "\(eventID) (\(message.debugDescription)) is not known",
        remedy: "see the table of RDS events; report it if it concerns recovery")
    }
    switch meaning {
    case .nothing(let reason): findings.ignore(reason)
    case .changed(let change): try add(change, into: &findings)
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

  func progress(
    _ job: String, _ state: BackupProgressed.State, _ rule: Rule, into findings: inout Findings
  ) throws(Problem) {
    try findings.add(
      .backupProgressed(
        BackupProgressed(job: job, state: state, reason: message.isEmpty ? nil : message)),
      key: SignalKey(job, state.rawValue),
      of: signalSubject(subject.kind.isSnapshot ? subject.database : subject.arn), by: rule)
  }

  func signalSubject(_ resource: ARN?) -> Subject {
    Subject(
      at: at, seenAt: seenAt, source: "aws.rds", account: account, region: region, resource: resource)
  }
}
