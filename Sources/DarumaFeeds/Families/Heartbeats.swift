import DarumaCore

/// A heartbeat of one of your own sources, in Daruma's own format:
///
/// ```json
/// {"heartbeat": "synthetics-us-west-2", "at": "2026-11-24T03:42:00Z"}
/// ```
///
/// `heartbeat` names the source, as in `silence: { source: … }` of an application file. `at` is when the
/// source was well, RFC 3339; where it is missing, the time of the record stands in. Other members are passed
/// over.
///
/// Key: the source and `at`.
enum Heartbeats {
  static func read(_ heartbeat: JSONValue, into findings: inout Findings) throws(Problem) {
    let source = try heartbeat.text("heartbeat")
    let at = try heartbeat.optionalInstant("at") ?? findings.receivedAt
    let subject = Subject(
      at: at, seenAt: at, source: "heartbeat", account: .unknown, region: .unknown)
    try findings.add(
      .sourceSpoke(SourceSpoke(from: SourceName(source))), key: SignalKey(source, at.description),
      of: subject,
      by: rule)
  }

  private static let rule = Rule(.heartbeat, "heartbeat: the source was well at that time")
}
