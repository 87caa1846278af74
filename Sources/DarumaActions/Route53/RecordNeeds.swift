internal import DarumaAWS
internal import DarumaCore

/// What must be there before a record is switched or weighed: its zone, and the record, which others must not remember for
/// long.
enum RecordNeeds {
  /// Longer than that users are led to the old place after the cut-over.
  static let longestTTL: Int64 = 120
  /// More than there can be of one name and type.
  private static let mostListed = 300

  /// - Parameter ttl: What the plan gives it, in seconds; nil where it leaves it as it is.
  static func of(_ name: String, _ type: RecordType, zone: String, ttl: Int? = nil) -> [Precondition] {
    [hostedZone(zone, of: name), record(name, type, zone: zone, ttl: ttl.map { Int64($0) })]
  }

  private static func hostedZone(_ zone: String, of name: String) -> Precondition {
    Precondition(
      "hosted zone \(zone)",
      AWSCall(
        .route53, "GetHostedZone", .reads, ["Id": .text(zone)], rest: RESTBinding("GET /2013-04-01/hostedzone/{Id}")),
      missing: ["route53.NoSuchHostedZone"], remedy: "correct the zone in the plan"
    ) { answer in
      guard let described = answer["HostedZone"], described["Id"]?.text?.split(separator: "/").last == zone[...],
        let domain = described["Name"]?.text, !domain.isEmpty
      else { return .unclear("Route 53 does not describe it") }
      let (inner, outer) = (Self.bare(name), Self.bare(domain))
      return inner == outer || inner.hasSuffix("." + outer) ? .met : .unmet("is of \(outer), and \(name) is not in it")
    }
  }

  private static func record(_ name: String, _ type: RecordType, zone: String, ttl: Int64?) -> Precondition {
    Precondition(
      "record \(name) (\(type.rawValue))",
      AWSCall(
        .route53, "ListResourceRecordSets", .reads,
        [
          "HostedZoneId": .text(zone), "StartRecordName": .text(name), "StartRecordType": .text(type.rawValue),
          "MaxItems": Document(mostListed),
        ],
        rest: RESTBinding(
          "GET /2013-04-01/hostedzone/{HostedZoneId}/rrset?name={StartRecordName}&type={StartRecordType}&maxitems={MaxItems}"
        )), missing: ["route53.NoSuchHostedZone"],
      remedy: "make the record, with a TTL of at most \(longestTTL) s, or correct the plan"
    ) { answer in
      guard let listed = answer.list("ResourceRecordSets") else { return .unclear("Route 53 lists no records") }
      let present = listed.filter {
        Self.bare($0["Name"]?.text ?? "") == Self.bare(name) && $0["Type"]?.text == type.rawValue
      }
      guard !present.isEmpty else { return .unmet("Route 53 lists none of that name and type") }
      for record in present {
        // An alias has that of what it leads to, which is never long.
        if record["AliasTarget"] != nil { continue }
        guard let lasts = record["TTL"]?.integer else { return .unclear("Route 53 does not say its TTL") }
        if lasts > longestTTL { return .unmet(Self.tooLong(lasts, "has")) }
      }
      if let ttl, ttl > longestTTL { return .unmet(Self.tooLong(ttl, "is given by the plan")) }
      return .met
    }
  }

  private static func tooLong(_ ttl: Int64, _ how: String) -> String {
    "\(how) a TTL of \(ttl) s: for so long users go on to the old place after a switch (\(longestTTL) s at the most)"
  }

  /// The same with and without its last dot, and however it is written.
  private static func bare(_ name: String) -> String {
    let name = name.lowercased().replacing("\\052", with: "*")
    return name.hasSuffix(".") ? String(name.dropLast()) : name
  }
}
