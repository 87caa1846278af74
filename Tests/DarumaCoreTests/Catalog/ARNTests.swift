import DarumaCore
import Testing

@Suite("Amazon Resource Names")
struct ARNTests {
  @Test("a snapshot's name keeps its colons")
  func snapshot() {
    let arn: ARN = "arn:aws:rds:us-west-2:123456789012:snapshot:rds:kaigo-prod-2026-11-24-03-05"
    #expect(arn.isWellFormed)
    #expect(arn.service == "rds")
    #expect(arn.region == "us-west-2")
    #expect(arn.account == "123456789012")
    #expect(arn.resource == "snapshot:rds:kaigo-prod-2026-11-24-03-05")
    #expect(arn.resourceType == "snapshot")
    #expect(arn.resourceName == "rds:kaigo-prod-2026-11-24-03-05")
  }

  @Test(
    "the parts of the usual forms",
    arguments: [
      ("arn:aws:s3:::kaigo-backups", "s3", "", "", "kaigo-backups", "kaigo-backups"),
      ("arn:aws:ec2:us-west-2::snapshot/snap-1", "ec2", "us-west-2", "", "snapshot", "snap-1"),
      ("arn:aws:ecs:us-east-1:1:service/main/api", "ecs", "us-east-1", "1", "service", "main/api"),
      ("arn:aws-cn:rds:cn-north-1:012:db:kaigo", "rds", "cn-north-1", "012", "db", "kaigo"),
      ("arn:aws:sns:us-west-2:1:oncall", "sns", "us-west-2", "1", "oncall", "oncall"),
    ])
  func parts(arn: ARN, service: String, region: Region, account: Account, type: String, name: String) {
    #expect(arn.isWellFormed)
    #expect(arn.service == service)
    #expect(arn.region == region)
    #expect(arn.account == account)
    #expect(arn.resourceType == type)
    #expect(arn.resourceName == name)
  }

  @Test(
    "what is no ARN says so, and its missing parts are empty",
    arguments: [
      "", "kaigo", "arn:aws:rds", "arn:aws:rds:us-east-1:1", "arn:aws:rds:us-east-1:1:", "arn::rds:r:1:db:k",
      "urn:aws:rds:r:1:db:k", "arn:aws::r:1:db:k",
    ])
  func malformed(arn: ARN) {
    #expect(!arn.isWellFormed)
    if arn.rawValue.split(separator: ":").count < 4 { #expect(arn.region == "" && arn.account == "") }
  }

  @Test("it is text in every format, and a key of an object")
  func asText() throws {
    let arn: ARN = "arn:aws:s3:::kaigo-backups"
    #expect(try JSONText.of([arn]) == #"["arn:aws:s3:::kaigo-backups"]"#)
    #expect(try JSONText.of([arn: 1]) == #"{"arn:aws:s3:::kaigo-backups":1}"#)
    #expect(try JSONText.read(JSONText.of([arn: 1])) == [arn: 1])
  }
}
