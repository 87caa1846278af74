@testable import DarumaCore

enum BreachSamples {
  static var one: Breach {
    Breach(
      resource: "db", requirement: .copied, rule: 0, point: "arn:p1", expected: "a copy in us-west-2 by 06:00",
      seen: "none", since: .at("06:00"))
  }
}
