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
      (.dynamoDBTable, "arn:aws:dynamodb:us-east-1:012345678901:table/x"),
      (.s3Bucket, "arn:aws:s3:::orders-backups"),
      (.ecsService, "arn:aws:ecs:us-east-1:012345678901:service/orders/web"),
      (.loadBalancer, "arn:aws:elasticloadbalancing:us-east-1:012345678901:loadbalancer/app/x/1"),
    ])
  func forms(type: ResourceType, arn: String) {
    let leaves = ![.elastiCacheCluster, .ecsService, .loadBalancer].contains(type)
    let text = GoodApplication.replacing(
      "triggers:\n", with: "  - { id: more, type: \(type.rawValue), arn: \"\(arn)\" }\ntriggers:\n")
    let name = GoodApplication.planName
    expect(
      leaves ? text.replacing(name, with: "‹" + name) : text, gives: leaves ? [.leavesResourceBehind] : [])
  }

  @Test("two resources with one ARN are one too many")
  func sameARN() {
    Change(
      "more", "triggers:\n", "  - { id: more, type: rds.instance, arn: ‹\"\(Self.arn)\" }\ntriggers:\n",
      marking: GoodApplication.planName, .duplicateResource, .leavesResourceBehind
    ).check()
  }
}
