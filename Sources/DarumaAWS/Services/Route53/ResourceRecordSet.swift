/// The records of one name and type, as a hosted zone holds them.
package struct ResourceRecordSet: Sendable, Equatable {
  /// How Route 53 chooses its answer.
  package enum Routing: Sendable, Equatable {
    /// Always these values.
    case simple
    /// What another name of AWS answers.
    case alias(AliasTarget)
    /// One of several sets of the same name and type, chosen by a policy such as `weighted`.
    case policy(String)
    /// Managed by a traffic policy.
    case trafficPolicy
  }

  package var name: String
  package var type: String
  /// Seconds; nil for an alias.
  package var ttl: Int?
  package var values: [String]
  package var routing: Routing

  package init(name: String, type: String, ttl: Int?, values: [String], routing: Routing = .simple) {
    self.name = name
    self.type = type
    self.ttl = ttl
    self.values = values
    self.routing = routing
  }

  init(_ xml: XMLTree) throws(WireFormatError) {
    self.init(
      name: try xml.requiredText("Name"), type: try xml.requiredText("Type"), ttl: try xml.integer("TTL"),
      values: xml.list("ResourceRecords", of: "ResourceRecord").compactMap { $0.text("Value") },
      routing: try Self.routing(xml))
  }

  /// The element that shows a policy, and the policy's name in the console.
  private static let policies = [
    ("Weight", "weighted"), ("Region", "latency"), ("Failover", "failover"), ("GeoLocation", "geolocation"),
    ("GeoProximityLocation", "geoproximity"), ("MultiValueAnswer", "multivalue answer"),
    ("CidrRoutingConfig", "IP-based"),
  ]

  private static func routing(_ xml: XMLTree) throws(WireFormatError) -> Routing {
    if xml["TrafficPolicyInstanceId"] != nil { return .trafficPolicy }
    // Before the alias: one with a policy belongs to a group of which the others still hold.
    for (element, policy) in policies where xml[element] != nil { return .policy(policy) }
    if xml["SetIdentifier"] != nil { return .policy("unknown") }
    if let alias = xml["AliasTarget"] { return .alias(try AliasTarget(alias)) }
    return .simple
  }
}
