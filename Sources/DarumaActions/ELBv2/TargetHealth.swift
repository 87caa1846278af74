import DarumaAWS
import DarumaCore

/// How the targets behind a target group are.
struct TargetHealth {
  private let states: [String]

  /// The answer does not say which target group it is of.
  ///
  /// - Throws: ``CloudFault`` with the code `elasticloadbalancing.UnreadableAnswer` for an answer that does not say of each
  ///   target how it is.
  init(_ answer: Document, of group: String) throws(CloudFault) {
    guard let targets = answer.list("TargetHealthDescriptions") else {
      throw .unreadable(.loadBalancing, "lists no targets of \(group)")
    }
    states = try targets.map { target throws(CloudFault) in
      guard target["Target"]?["Id"]?.text != nil, let state = target["TargetHealth"]?["State"]?.text else {
        throw .unreadable(.loadBalancing, "does not say how the targets of \(group) are")
      }
      return state
    }
  }

  static func look(at group: String) -> AWSCall {
    AWSCall(.loadBalancing, "DescribeTargetHealth", .reads, ["TargetGroupArn": .text(group)])
  }

  static func precondition(_ group: String) -> Precondition {
    .listed(
      "target group", group,
      AWSCall(.loadBalancing, "DescribeTargetGroups", .reads, ["TargetGroupArns": [.text(group)]]), in: "TargetGroups",
      by: "TargetGroupArn", missing: ["elasticloadbalancing.TargetGroupNotFound"])
  }

  var healthy: Int { states.count { $0 == "healthy" } }

  /// `1 of 2 healthy, 1 initial`.
  func words(wanted: Int) -> String { "\(healthy) of \(wanted) healthy\(others)" }

  /// `, 1 initial, 2 draining`; empty where all are healthy, or where there are none.
  private var others: String {
    let counts = Dictionary(grouping: states.filter { $0 != "healthy" }, by: \.self).mapValues(\.count)
    return counts.sorted { $0.key < $1.key }.map { ", \($0.value) \($0.key)" }.joined()
  }
}
