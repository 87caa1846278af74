import DarumaCatalog
import DarumaCore
import Testing

@Suite("An ARN names what the resource says it is")
struct ResourceCheckTests {
  private static let arn = "arn:aws:rds:us-east-1:012345678901:db:orders"

  static let changes = [
    Change("not an ARN", arn, "‹db:orders", .badARN),
    Change("an ARN without its end", arn, "‹\"arn:aws:rds:us-east-1:012345678901:\"", .badARN),
    Change("a blank inside", arn, "‹\"arn:aws:rds:us-east-1:012345678901:db:or ders\"", .badARN),
    Change("of a cluster", arn, "‹arn:aws:rds:us-east-1:012345678901:cluster:orders", .arnOfOtherType),
    Change("of another service", arn, "‹arn:aws:ec2:us-east-1:012345678901:volume/vol-1", .arnOfOtherType),
    Change("of another account", arn, "‹arn:aws:rds:us-east-1:999999999999:db:orders", .arnOfOtherAccount),
    Change("of the recovery region", arn, "‹arn:aws:rds:us-west-2:012345678901:db:orders", .arnOfOtherRegion),
    Change("of no region", arn, "‹arn:aws:rds::012345678901:db:orders", .arnOfOtherRegion),
    Change(
      "of all that is wrong", arn, "arn:aws:rds:eu-west-1:1:cluster:orders", .arnOfOtherType,
      .arnOfOtherAccount, .arnOfOtherRegion),
  ]

  @Test("else the place and the difference are named", arguments: changes)
  func change(change: Change) { change.check() }

  @Test("the type that the ARN belongs to is offered")
  func likelyType() {
    let text = GoodApplication.replacing(":db:orders", with: ":cluster:orders")
    #expect(
      MarkedText(text).read().diagnostics.map(\.remedy) == [
        "write `type: rds.cluster`, or an ARN of the form `arn:aws:rds:...:db...`"
      ])
  }

  @Test(
    "every type reads ARNs of its own form",
    arguments: [
      (ResourceType.rdsInstance, "arn:aws:rds:us-east-1:012345678901:db:x"),
      (.rdsCluster, "arn:aws:rds:us-east-1:012345678901:cluster:x"),
      (.efsFileSystem, "arn:aws:elasticfilesystem:us-east-1:012345678901:file-system/fs-1"),
      (.ebsVolume, "arn:aws:ec2:us-east-1:012345678901:volume/vol-1"),
      (.elastiCacheCluster, "arn:aws:elasticache:us-east-1:012345678901:replicationgroup:x"),
      (.s3Bucket, "arn:aws:s3:::orders-backups"),
      (.ecsService, "arn:aws:ecs:us-east-1:012345678901:service/orders/web"),
      (.loadBalancer, "arn:aws:elasticloadbalancing:us-east-1:012345678901:loadbalancer/app/x/1"),
    ])
  func forms(type: ResourceType, arn: String) {
    Change(
      "more", "triggers:\n", "  - { id: more, type: \(type.rawValue), arn: \"\(arn)\" }\ntriggers:\n"
    ).check()
  }

  @Test("two resources with one ARN are one too many")
  func sameARN() {
    Change(
      "more", "triggers:\n", "  - { id: more, type: rds.instance, arn: ‹\"\(Self.arn)\" }\ntriggers:\n",
      .duplicateResource
    ).check()
  }
}

@Suite("Regions differ, and copies and contacts outlive the primary one")
struct RegionCheckTests {
  static let changes = [
    Change("the same region twice", "recovery: us-west-2", "recovery: ‹us-east-1", .sameRegions),
    Change("no region", "recovery: us-west-2", "recovery: ‹oregon", .badRegion),
    Change("a zone", "recovery: us-west-2", "recovery: ‹us-west-2a", .badRegion),
    Change(
      "a copy beside the original", "copyTo: us-west-2", "copyTo: us-east-1", .copyToPrimary, .needsPrimary),
    Change("a copy elsewhere", "copyTo: us-west-2", "copyTo: eu-west-1", .copyElsewhere, .needsPrimary),
    Change(
      "a topic in the primary region", "sns: \"arn:aws:sns:us-west-2:", "sns: \"arn:aws:sns:us-east-1:",
      .contactInPrimary, .needsPrimary),
    Change(
      "a webhook in the primary region", "sns: \"arn:aws:sns:us-west-2:012345678901:orders-management\"",
      "webhook: \"https://x.execute-api.us-east-1.amazonaws.com/p\"", .contactInPrimary, .needsPrimary),
    Change(
      "a webhook elsewhere", "sns: \"arn:aws:sns:us-west-2:012345678901:orders-management\"",
      "webhook: \"https://chat.example.com/hook\""),
    Change("a queue for a topic", "sns: \"arn:aws:sns:", "sns: ‹\"arn:aws:sqs:", .badARN),
    Change("a time zone that is none", "timeZone: Asia/Tokyo", "timeZone: ‹Asia/Tokio", .unknownTimeZone),
    Change("an abbreviated time zone", "timeZone: Asia/Tokyo", "timeZone: ‹JST", .unknownTimeZone),
    Change("a fixed offset", "timeZone: Asia/Tokyo", "timeZone: ‹GMT+9", .unknownTimeZone),
    Change("UTC", "timeZone: Asia/Tokyo", "timeZone: UTC"),
    Change("a window without an end", "\"03:00-04:00\"", "‹\"03:00\"", .badWindow),
    Change("a window of no length", "\"03:00-04:00\"", "‹\"03:00-03:00\"", .badWindow),
    Change("an hour that is none", "\"03:00-04:00\"", "‹\"24:00-25:00\"", .badWindow),
    Change("a window across midnight, unquoted", "\"03:00-04:00\"", "23:30-00:30"),
  ]

  @Test("else the place is named", arguments: changes)
  func change(change: Change) { change.check() }
}
