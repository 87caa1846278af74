import DarumaCore
import Testing

@testable import DarumaCatalog

@Suite("The staging table of the reference service")
struct StagingTests {
  static let text = """
    apiVersion: daruma.dev/v1
    application: kaigo-subsys-stg
    account: "123456789012"
    regions: { primary: us-east-1, recovery: us-west-2 }
    objectives: { rpo: 1h, rto: 4h }
    resources:
      - id: db
        type: rds.instance
        arn: arn:aws:rds:us-east-1:123456789012:db:kaigo-subsys-stg
        protection:
          - { kind: snapshot, every: 1d, retain: 7d }
          - { kind: pitr, retain: 1d }
      - id: cache
        type: elasticache.cluster
        arn: arn:aws:elasticache:us-east-1:123456789012:replicationgroup:kaigo-stg
        protection:
          - { kind: snapshot, every: 1d, retain: 3d }
      - id: files
        type: efs.fileSystem
        arn: arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0a1b2c3d
        protection:
          - { kind: backup, every: week, day: sunday, timeZone: Asia/Tokyo, retain: 7d }

    """

  @Test("is told without a fault, also under --strict, though nothing is copied", arguments: [false, true])
  func staging(strict: Bool) throws {
    let reading = MarkedText(Self.text).read(strict: strict)
    #expect(reading.diagnostics.map(\.description) == [])
    let application = try #require(reading.application)
    #expect(application.resource("files")?.protection.map(\.every) == [.weekly(.sunday)])
    #expect(application.zones?.keys.sorted() == ["Asia/Tokyo"])
  }
}
