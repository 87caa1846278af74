import AWSTestSupport
import DarumaAWS
import Testing

/// One hosted zone. A change is `PENDING` for two looks.
struct FakeRoute53 {
  /// Name with its dot, type, and the rest as XML.
  struct RecordSet {
    var name: String
    var type: String
    var rest: String

    static func simple(_ name: String, _ type: String, ttl: Int, _ values: String...) -> RecordSet {
      let records = values.map { "<ResourceRecord><Value>\($0)</Value></ResourceRecord>" }.joined()
      return RecordSet(
        name: name, type: type, rest: "<TTL>\(ttl)</TTL><ResourceRecords>\(records)</ResourceRecords>")
    }

    static func alias(_ name: String, _ type: String, _ zone: String, _ target: String, _ evaluates: String)
      -> RecordSet
    {
      RecordSet(
        name: name, type: type,
        rest: "<AliasTarget><HostedZoneId>\(zone)</HostedZoneId><DNSName>\(target)</DNSName><EvaluateTargetHealth>"
          + "\(evaluates)</EvaluateTargetHealth></AliasTarget>")
    }
  }

  var recordSets: [RecordSet] = []
  /// Looks at a change until it is in sync.
  var pendingLooks = 2
  var forgetsChanges = false
  private var looksLeft: [String: Int] = [:]
  private var listed = false

  mutating func answer(_ asked: Asked) -> HTTPResponse {
    switch asked.operation {
    case "ListResourceRecordSets": return list(asked)
    case "ChangeResourceRecordSets": return change(asked)
    default: return getChange(asked.path.last ?? "")
    }
  }

  private mutating func list(_ asked: Asked) -> HTTPResponse {
    listed = true
    let start = asked.query["name"] ?? ""
    let found = recordSets.filter { DNSName($0.name) == DNSName(start) || $0.name > start }
    let elements = found.map {
      "<ResourceRecordSet><Name>\($0.name)</Name><Type>\($0.type)</Type>\($0.rest)</ResourceRecordSet>"
    }
    return .ok(
      "<ListResourceRecordSetsResponse><ResourceRecordSets>\(elements.joined())</ResourceRecordSets>"
        + "<IsTruncated>false</IsTruncated></ListResourceRecordSetsResponse>")
  }

  private mutating func change(_ asked: Asked) -> HTTPResponse {
    #expect(listed, "a record is changed without having been looked at")
    listed = false
    guard let root = try? XMLTree(parsing: asked.request.body),
      let change = root["ChangeBatch"]?["Changes"]?["Change"], let wanted = change["ResourceRecordSet"],
      let name = wanted.text("Name"), let type = wanted.text("Type"), let rest = Self.rest(of: wanted)
    else {
      Issue.record("Route 53 can't read \(asked.body)")
      return .queryError(400, "InvalidInput")
    }
    #expect(change.text("Action") == "UPSERT")
    let recordSet = RecordSet(name: name + ".", type: type, rest: rest)
    recordSets.removeAll { DNSName($0.name) == DNSName(name) && $0.type == type }
    recordSets.append(recordSet)
    let id = "C\(looksLeft.count + 1)"
    looksLeft[id] = pendingLooks
    return .ok(
      "<ChangeResourceRecordSetsResponse><ChangeInfo><Id>/change/\(id)</Id><Status>PENDING</Status>"
        + "</ChangeInfo>"
        + "</ChangeResourceRecordSetsResponse>")
  }

  /// Values with their time to live, or an alias; nil where it is neither, or both.
  private static func rest(of wanted: XMLTree) -> String? {
    let values = wanted.list("ResourceRecords", of: "ResourceRecord").compactMap { $0.text("Value") }
    switch (wanted.text("TTL"), wanted["AliasTarget"]) {
    case (let ttl?, nil):
      let records = values.map { "<ResourceRecord><Value>\($0)</Value></ResourceRecord>" }.joined()
      return "<TTL>\(ttl)</TTL><ResourceRecords>\(records)</ResourceRecords>"
    case (nil, let alias?):
      guard let zone = alias.text("HostedZoneId"), let name = alias.text("DNSName"),
        let evaluates = alias.text("EvaluateTargetHealth"), values.isEmpty
      else { return nil }
      return RecordSet.alias("", "", zone, name + ".", evaluates).rest
    default: return nil
    }
  }

  private mutating func getChange(_ id: String) -> HTTPResponse {
    guard let left = looksLeft[id], !forgetsChanges else { return .queryError(404, "NoSuchChange") }
    looksLeft[id] = max(left - 1, 0)
    return .ok(
      "<GetChangeResponse><ChangeInfo><Id>/change/\(id)</Id><Status>\(left == 0 ? "INSYNC" : "PENDING")"
        + "</Status>"
        + "</ChangeInfo></GetChangeResponse>")
  }
}
