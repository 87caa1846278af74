internal import DarumaAWS
internal import DarumaCatalog
internal import DarumaCore

/// A snapshot that an action makes under a name of its own, by taking or copying it.
struct MadeDBSnapshot {
  private let kind: DBSnapshotKind
  private let identifier: String
  private let status: String
  private let arn: String
  private let tags: [String: String]
  private let described: Document

  /// - Throws: ``CloudFault`` with the code `rds.UnreadableAnswer` for an answer that is not about the one snapshot that
  ///   was asked for, in the region that was asked.
  init(_ answer: Document, _ kind: DBSnapshotKind, named name: String, in region: Region) throws(CloudFault) {
    guard let snapshots = answer.list(kind.list) else { throw .unreadable(.rds, "lists no snapshots") }
    guard let only = snapshots.first, snapshots.count == 1 else {
      throw .unreadable(.rds, "lists \(snapshots.count) snapshots of the name \(name)")
    }
    guard let identifier = only[kind.identifier]?.text, identifier.lowercased() == name.lowercased() else {
      throw .unreadable(.rds, "says nothing of snapshot \(name)")
    }
    guard let text = only[kind.arn]?.text, DBSnapshotKind(ARN(text)) == kind, ARN(text).region == region,
      ARN(text).resourceName == identifier
    else { throw .unreadable(.rds, "gives no ARN of snapshot \(name) in \(region)") }
    guard let status = only["Status"]?.text, !status.isEmpty else {
      throw .unreadable(.rds, "says no status of snapshot \(name)")
    }
    guard let tags = only.list("TagList") else { throw .unreadable(.rds, "lists no tags of snapshot \(name)") }
    self.kind = kind
    self.identifier = identifier
    self.status = status
    arn = text
    self.tags = try RDSTags.read(tags, of: identifier)
    described = only
  }

  static let outputs = ["identifier", "arn"]

  func judge(_ at: ActionPlace, wantsEncrypted: Bool = false) throws(CloudFault) -> Observation {
    guard at.mark.isOn(tags) else { return .conflict(taken(at.region)) }
    switch status {
    case "available":
      if wantsEncrypted, described[kind.isEncrypted]?.bool != true {
        throw .unreadable(.rds, "does not say of snapshot \(identifier) that it is encrypted")
      }
      return .done(outputs: ["identifier": identifier, "arn": arn], by: .daruma)
    case "failed", "deleting", "deleted": return .broken(spoilt(at.region))
    case let status where status.hasPrefix("incompatible-"): return .broken(spoilt(at.region))
    default:
      let percent = described["PercentProgress"]?.integer.map { ", \($0)%" } ?? ""
      return .inProgress("snapshot \(identifier) is \(status)\(percent)")
    }
  }

  private func taken(_ region: Region) -> Failure {
    Failure(
      code: "rds.identifier-taken",
      message: "An \(kind.title) named \(identifier) already exists in \(region) (\(status)), and "
        + "\(EffectMark.owner(tags)). It was left as it is. Copy it under another name and delete it, or give the step "
        + "another `label`, then retry the step.", isRetriable: false)
  }

  private func spoilt(_ region: Region) -> Failure {
    Failure(
      code: "rds.snapshot-failed",
      message:
        "The \(kind.title) \(identifier) in \(region) is \(status). Its events in RDS name the reason. Another attempt "
        + "makes a new one; delete this one afterwards.", isRetriable: true)
  }
}

extension Parameter {
  /// Of a snapshot: letters, digits and single hyphens.
  private static let longestIdentifier = 255

  private static let label = Key.optional(
    "label", Form<String>.rdsLabel,
    "Stands at the end of the snapshot's name, to tell it from others that the plan makes of the same resource.")

  /// What a new snapshot is called.
  static let snapshotIdentifier = newName("identifier", longest: longestIdentifier, labelledBy: label)
}
