import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Answers of RDS")
struct RDSAnswerTests {
  private static func instances(_ inner: String) -> HTTPResponse {
    .ok(
      """
      <DescribeDBInstancesResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">
      <DescribeDBInstancesResult>
      <DBInstances>\(inner)</DBInstances></DescribeDBInstancesResult>
      <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></DescribeDBInstancesResponse>
      """)
  }

  private func describe(_ response: HTTPResponse) async throws -> [DBInstance] {
    try await CallHarness([.success(response)]).client
      .send(DescribeDBInstances(identifier: "i"), in: "us-west-2")
  }

  @Test("an instance with all that Daruma looks at")
  func full() async throws {
    let found = try await describe(
      Self.instances(
        """
        <DBInstance><DBInstanceIdentifier>i</DBInstanceIdentifier><DBInstanceStatus>available\
        </DBInstanceStatus>
        <Endpoint><Address>i.abc.us-west-2.rds.amazonaws.com</Address><Port>5432</Port><HostedZoneId>Z\
        </HostedZoneId>
        </Endpoint><InstanceCreateTime>2026-11-24T03:42:00.123Z</InstanceCreateTime>
        <DBInstanceArn>arn:aws:rds:us-west-2:1:db:i</DBInstanceArn><Unknown><Deep/></Unknown>
        <TagList><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>b</Key><Value/></Tag></TagList></DBInstance>
        """))
    #expect(
      found == [
        DBInstance(
          identifier: "i", status: "available", address: "i.abc.us-west-2.rds.amazonaws.com", port: 5432,
          arn: "arn:aws:rds:us-west-2:1:db:i", createdAt: Instant(rfc3339: "2026-11-24T03:42:00.123Z"),
          tags: ["a": "1", "b": ""])
      ])
  }

  @Test("an instance that is being created has neither endpoint nor time")
  func creating() async throws {
    let found = try await describe(
      Self.instances(
        "<DBInstance><DBInstanceIdentifier>i</DBInstanceIdentifier><DBInstanceStatus>creating"
          + "</DBInstanceStatus>"
          + "<Endpoint><Port>5432</Port></Endpoint></DBInstance>"))
    #expect(found == [DBInstance(identifier: "i", status: "creating", port: 5432)])
  }

  @Test("an instance without a name makes the answer unreadable")
  func nameless() async throws {
    let harness = CallHarness([.success(Self.instances("<DBInstance/>"))])
    let fault = try #require(await harness.fault(of: DescribeDBInstances(identifier: "i")))
    #expect(fault.kind == .unintelligible)
    #expect(fault.message.contains("DBInstance has no DBInstanceIdentifier"))
  }

  private static func page(_ names: [String], marker: String?) -> HTTPResponse {
    let snapshots = names.map {
      "<DBSnapshot><DBSnapshotIdentifier>\($0)</DBSnapshotIdentifier><Status>available</Status></DBSnapshot>"
    }
    let mark = marker.map { "<Marker>\($0)</Marker>" } ?? "<Marker/>"
    return .ok(
      "<DescribeDBSnapshotsResponse><DescribeDBSnapshotsResult>\(mark)<DBSnapshots>\(snapshots.joined())"
        + "</DBSnapshots>"
        + "</DescribeDBSnapshotsResult></DescribeDBSnapshotsResponse>")
  }

  @Test("snapshots are read to the last page")
  func pages() async throws {
    let harness = CallHarness([
      .success(Self.page(["a", "b"], marker: "m1")), .success(Self.page([], marker: "m2")),
      .success(Self.page(["c"], marker: nil)),
    ])
    let found = try await harness.client.snapshots(DescribeDBSnapshots(instance: "i"), in: "us-west-2")
    harness.transport.finish()
    #expect(found.map(\.identifier) == ["a", "b", "c"])
    #expect(
      harness.transport.bodies.map { $0.contains("Marker=m1") } == [false, true, false]
        && harness.transport.bodies[2].contains("Marker=m2"))
  }

  @Test("pages without end are a fault")
  func endless() async throws {
    let page = Self.page([], marker: "again")
    let harness = CallHarness(
      Array(repeating: .success(page), count: DescribeDBSnapshots.maximumPages))
    let fault = await #expect(throws: CloudFault.self) {
      _ = try await harness.client.snapshots(DescribeDBSnapshots(), in: "us-west-2")
    }
    #expect(fault?.code == "rds.TooManyPages")
    harness.transport.finish()
  }

  @Test("a snapshot with all that Daruma looks at")
  func snapshot() async throws {
    let harness = CallHarness([
      .success(
        .ok(
          """
          <DescribeDBSnapshotsResponse><DescribeDBSnapshotsResult><DBSnapshots><DBSnapshot>
          <DBSnapshotIdentifier>rds:i-1</DBSnapshotIdentifier><DBSnapshotArn>arn:s</DBSnapshotArn>
          <DBInstanceIdentifier>i</DBInstanceIdentifier><Status>creating</Status><SnapshotType>automated\
          </SnapshotType>
          <SnapshotCreateTime>2026-11-24T03:42:00Z</SnapshotCreateTime><Encrypted>true</Encrypted>
          <PercentProgress>40</PercentProgress></DBSnapshot></DBSnapshots></DescribeDBSnapshotsResult>
          </DescribeDBSnapshotsResponse>
          """))
    ])
    let found = try await harness.client.snapshots(DescribeDBSnapshots(), in: "us-west-2")
    #expect(
      found == [
        DBSnapshot(
          identifier: "rds:i-1", arn: "arn:s", instance: "i", status: "creating", type: "automated",
          createdAt: Instant(rfc3339: "2026-11-24T03:42:00Z"), isEncrypted: true, percentProgress: 40)
      ])
  }
}
