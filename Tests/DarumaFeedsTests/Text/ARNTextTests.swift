import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("ARNs are read field by field and brought into one form")
struct ARNTextTests {
  @Test("colons and slashes inside the name stay there")
  func fields() throws {
    let fields = try #require(
      ARNFields("arn:aws-cn:rds:cn-north-1:0123:snapshot:rds:orders-2026-11-24-18-05"))
    #expect(fields.partition == "aws-cn")
    #expect(fields.service == "rds")
    #expect(fields.region == "cn-north-1")
    #expect(fields.account == "0123")
    #expect(fields.resourceType == "snapshot")
    #expect(fields.resourceName == "rds:orders-2026-11-24-18-05")
    let vault = try #require(ARNFields("arn:aws:backup:us-west-2:1:backup-vault:aws/efs/Vault"))
    #expect(vault.resourceName == "aws/efs/Vault")
    let bucket = try #require(ARNFields("arn:aws:s3:::bucket"))
    #expect(bucket.resourceName == "bucket")
    #expect(bucket.region.isEmpty && bucket.account.isEmpty)
  }

  @Test(
    "what is no ARN has no fields",
    arguments: [
      "", "arn", "arn:", "arn:aws:rds:r:a", "arn:aws::r:a:x", "arn::rds:r:a:x", "arn:aws:rds:r:a:",
      "urn:aws:rds:r:a:x",
      "string", "arn:aws:sns:EXAMPLE",
    ])
  func none(_ text: String) {
    #expect(ARNFields(text) == nil)
  }

  @Test(
    "the forms of a snapshot's ARN are one",
    arguments: [
      "arn:aws:ec2:us-east-1::snapshot/snap-1", "arn:aws:ec2::us-east-1:snapshot/snap-1",
      "arn:aws:ec2:us-east-1:123456789012:snapshot/snap-1", "arn:aws:ec2:::snapshot/snap-1",
    ])
  func snapshots(_ text: String) {
    #expect(ARN(text).canonical(in: "us-east-1") == "arn:aws:ec2:us-east-1::snapshot/snap-1")
  }

  @Test("the region given wins where the ARN's own is not trusted")
  func preference() {
    let arn = ARN("arn:aws:ec2:us-us-east-1::snapshot/snap-1")
    #expect(arn.canonical(in: "us-east-1", prefersGiven: true) == "arn:aws:ec2:us-east-1::snapshot/snap-1")
    let other = ARN("arn:aws:ec2::us-west-2:snapshot/snap-1")
    #expect(other.canonical(in: "us-east-1", prefersGiven: true) == "arn:aws:ec2:us-east-1::snapshot/snap-1")
    #expect(other.canonical(in: "us-east-1") == "arn:aws:ec2:us-west-2::snapshot/snap-1")
  }

  @Test("a volume's ARN gets its account; other ARNs stay as they are")
  func volumes() {
    let volume = ARN("arn:aws:ec2::us-west-2:volume/vol-1").canonical(in: nil, account: "012345678901")
    #expect(volume == "arn:aws:ec2:us-west-2:012345678901:volume/vol-1")
    let full = ARN("arn:aws:ec2:us-west-2:210987654321:volume/vol-1")
    #expect(full.canonical(in: nil, account: "012345678901") == full)
    let database = ARN("arn:aws:rds:us-west-2:1:db:orders")
    #expect(database.canonical(in: "us-east-1", prefersGiven: true) == database)
  }

  @Test(
    "region codes are told from display names and placeholders",
    arguments: [
      ("us-east-1", true), ("us-gov-west-1", true), ("ap-southeast-2", true), ("eu-isoe-west-1", true),
      ("global", true), ("us-east-*", false), ("EU (Ireland)", false), ("REGION", false), ("", false),
      ("us-east", false), ("us-us-east-1", true), ("eu-1", false), ("us-east-1a", false), ("use1-az2", false),
      ("us-east-100", false), ("-east-1", false), ("us--1", false), ("globa", false), ("<region>", false),
    ])
  func regions(_ text: String, _ isRegion: Bool) {
    #expect(RegionCode.isValid(text) == isRegion)
  }

  @Test(
    "a region belongs to one partition",
    arguments: [
      ("us-east-1", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov"), ("us-iso-east-1", "aws-iso"),
      ("us-isob-east-1", "aws-iso-b"), ("eu-isoe-west-1", "aws-iso-e"), ("us-isof-south-1", "aws-iso-f"),
      ("eusc-de-east-1", "aws-eusc"), ("", "aws"),
    ])
  func partitions(_ region: Region, _ partition: String) {
    #expect(region.partition == partition)
  }
}

@Suite("Keys give readable ids that never meet")
struct SignalKeyTests {
  @Test("a mark inside a part is encoded")
  func injective() {
    #expect(SignalKey("a#b").identifier(of: .alarmChanged) == "alarmChanged#a%23b")
    #expect(SignalKey("a", "b").identifier(of: .alarmChanged) == "alarmChanged#a#b")
    #expect(SignalKey("100%").identifier(of: .alarmChanged) == "alarmChanged#100%25")
    #expect(SignalKey("a\nb").identifier(of: .alarmChanged) == "alarmChanged#a%0Ab")
    #expect(SignalKey("日本 alarm").identifier(of: .alarmChanged) == "alarmChanged#日本 alarm")
  }

  @Test("a key beyond the limit is refused, not cut off")
  func limit() {
    let limits = FeedLimits(signalIDBytes: 40)
    let decoded = decode(Made.alarmState(), limits: limits)
    #expect(decoded.signals.isEmpty)
    #expect(decoded.problems.map(\.code) == [.keyTooLong])
  }
}
