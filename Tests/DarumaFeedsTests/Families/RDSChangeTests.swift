import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("What RDS tells of a database that takes its automated snapshots with it, or its name")
struct RDSChangeTests {
  private static func event(_ number: Int, _ type: String, arn: String, _ message: String) -> String {
    Made.event(
      "aws.rds", type,
      detail: """
        {"EventCategories":["x"],"SourceType":"X","SourceArn":"\(arn)","Date":"2026-11-24T18:09:13.882Z",\
        "Message":"\(message)","SourceIdentifier":"i","EventID":"RDS-EVENT-\(number < 1000 ? "0" : "")\(number < 100 ? "0" : "")\
        \(number < 10 ? "0" : "")\(number)"}
        """, resources: [arn])
  }

  private static let database = "arn:aws:rds:us-east-1:012345678901:db:orders"
  private static let cluster = "arn:aws:rds:us-east-1:012345678901:cluster:ledger"

  @Test(
    "deleted, and without automated backups",
    arguments: [
      (3, "RDS DB Instance Event", database, "DB instance deleted", ResourceChanged.Change.deleted),
      (28, "RDS DB Instance Event", database, "Disabled automated backups", .backupsDisabled),
      (171, "RDS DB Cluster Event", cluster, "DB cluster deleted", .deleted),
    ])
  func changes(number: Int, type: String, arn: String, message: String, change: ResourceChanged.Change) {
    let signals = decode(Self.event(number, type, arn: arn, message)).signals
    #expect(signals.map(\.resource) == [ARN(arn)])
    #expect(signals.map(\.fact) == [.resourceChanged(ResourceChanged(change: change, reason: message))])
  }

  @Test("a blue/green switch-over renames: each name that meant something else before is told of")
  func blueGreen() {
    let message = "Switchover completed. Renamed orders to orders-old1 and orders-green-abc to orders."
    let text = Self.event(
      251, "RDS Blue Green Deployment Event", arn: "arn:aws:rds:us-east-1:012345678901:deployment:bgd-1", message)
    let signals = decode(text).signals
    #expect(signals.allSatisfy { $0.fact == .resourceChanged(ResourceChanged(change: .renamed, reason: message)) })
    let names = Set(signals.compactMap { $0.resource?.rawValue })
    #expect(
      names.isSuperset(of: [Self.database, "arn:aws:rds:us-east-1:012345678901:db:orders-green-abc"]), "\(names)")
    #expect(!names.contains { $0.hasSuffix("orders-old1") }, "that is what it is called now")
  }

  @Test("what was not renamed, a switch-over that says so is told of to nobody's cost")
  func withoutNames() {
    let text = Self.event(
      251, "RDS Blue Green Deployment Event", arn: "arn:aws:rds:us-east-1:012345678901:deployment:bgd-1",
      "Switched over.")
    #expect(decode(text).problems.map(\.code) == [.incomplete])
  }
}
