/// Another name of AWS, whose answers an alias gives: of a load balancer, a distribution, an accelerator.
package struct AliasTarget: Sendable, Hashable {
  /// The hosted zone of the name, which belongs to its service: of load balancers each region has its own.
  package var zone: String
  package var name: String
  /// Whether the alias counts as unhealthy where what stands behind it is.
  package var evaluatesHealth: Bool

  package init(zone: String, name: String, evaluatesHealth: Bool) {
    self.zone = zone
    self.name = name
    self.evaluatesHealth = evaluatesHealth
  }

  init(_ xml: XMLTree) throws(WireFormatError) {
    zone = try xml.requiredText("HostedZoneId")
    name = try xml.requiredText("DNSName")
    switch try xml.requiredText("EvaluateTargetHealth") {
    case "true": evaluatesHealth = true
    case "false": evaluatesHealth = false
    case let other: throw WireFormatError("EvaluateTargetHealth is '\(other)', neither true nor false")
    }
  }

  var element: XMLElementText {
    XMLElementText(
      "AliasTarget",
      [
        XMLElementText("HostedZoneId", Route53Form.bareID(zone)), XMLElementText("DNSName", name),
        XMLElementText("EvaluateTargetHealth", evaluatesHealth ? "true" : "false"),
      ])
  }

  /// Whether both lead to the same, however they are written.
  package func isSame(as other: AliasTarget) -> Bool {
    Route53Form.bareID(zone) == Route53Form.bareID(other.zone) && DNSName(name) == DNSName(other.name)
      && evaluatesHealth == other.evaluatesHealth
  }
}
