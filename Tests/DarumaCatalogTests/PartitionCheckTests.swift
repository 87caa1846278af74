import DarumaCatalog
import Testing

@Suite("What a file names is of one partition of AWS")
struct PartitionCheckTests {
  private static let topic = "\"arn:aws:sns:us-west-2:012345678901:orders-management\""
  private static let resource = "arn: arn:aws:rds:us-east-1:012345678901:db:orders"
  private static let more = "triggers:\n"
  private static let left = GoodApplication.planName

  static let changes = [
    Change(
      "a topic of another partition than its region", topic, "‹" + topic.replacing("arn:aws:", with: "arn:aws-cn:"),
      .arnOfOtherPartition),
    Change(
      "a topic of another partition", topic, "‹\"arn:aws-cn:sns:cn-north-1:012345678901:orders-management\"",
      .arnOfOtherPartition),
    Change(
      "a partition that is none", topic, "‹" + topic.replacing("arn:aws:", with: "arn:asw:"), .arnOfOtherPartition),
    Change(
      "a resource", resource, "arn: ‹arn:aws-us-gov:rds:us-east-1:012345678901:db:orders", .arnOfOtherPartition),
    Change(
      "a bucket, which names no region", more,
      "  - { id: more, type: s3.bucket, arn: ‹\"arn:aws-cn:s3:::orders\" }\ntriggers:\n", marking: left,
      .arnOfOtherPartition, .leavesResourceBehind),
    Change(
      "where a notice goes", "with: { message: Begun., role: management }",
      "with: { message: Begun., to: [ { sns: ‹\"arn:aws-cn:sns:us-west-2:012345678901:x\" } ] }", .arnOfOtherPartition),
  ]

  @Test("else the place and both partitions are named", arguments: changes)
  func change(change: Change) { change.check() }

  /// The good file in the partition `name`, with regions of it.
  private static func moved(to name: String, _ primary: String, _ recovery: String) -> String {
    GoodApplication.text.replacing("arn:aws:", with: "arn:\(name):").replacing("us-east-1", with: primary)
      .replacing("us-west-2", with: recovery)
  }

  @Test("regions of two partitions are refused, wherever they stand")
  func regions() {
    let text = GoodApplication.text.replacing("recovery: us-west-2", with: "recovery: ‹us-gov-west-1")
      .replacing("copyTo: us-west-2", with: "copyTo: ‹us-gov-west-1")
    expect(text, gives: [.regionOfOtherPartition, .regionOfOtherPartition])
  }

  @Test("a file that is whole in another partition has no fault")
  func whole() {
    expect(Self.moved(to: "aws-cn", "cn-north-1", "cn-northwest-1"), gives: [])
    expect(Self.moved(to: "aws-us-gov", "us-gov-west-1", "us-gov-east-1"), gives: [])
  }

  @Test("what has regions of China and ARNs of the rest of the world is refused, ARN by ARN")
  func allARNs() {
    let codes = MarkedText(Self.moved(to: "aws", "cn-north-1", "cn-northwest-1")).read().diagnostics.map(\.code)
    #expect(codes == Array(repeating: .arnOfOtherPartition, count: 3))
  }

  @Test("regions of which the client has no host names are doubted", arguments: ["eusc-de-east-1", "xx-moon-1"])
  func noHostNames(region: String) {
    let codes = MarkedText(Self.moved(to: "aws-eusc", region, region)).read().diagnostics.map(\.code)
    #expect(codes.contains(.regionWithoutHostNames))
  }
}
