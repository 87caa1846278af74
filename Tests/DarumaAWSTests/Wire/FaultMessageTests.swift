import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("What a fault says")
struct FaultMessageTests {
  @Test("call, region, the service's words, status, request id and remedy")
  func whole() async throws {
    let harness = CallHarness([.success(.queryError(403, "AccessDenied", "User x is not authorized"))])
    let fault = try #require(await harness.fault(of: DescribeDBInstances(identifier: "i")))
    #expect(fault.code == "rds.AccessDenied")
    #expect(
      fault.message == """
        RDS DescribeDBInstances in us-west-2 was refused: User x is not authorized. [HTTP 403, request id \
        req-1] \
        Allow rds:DescribeDBInstances for the identity that Daruma runs as (`aws sts get-caller-identity` \
        names it).
        """)
  }

  @Test(
    "refusals that a person can lift say how",
    arguments: [
      ("KMSKeyNotAccessibleFault", "kms:CreateGrant"), ("InstanceQuotaExceeded", "raise it in this region"),
      ("DBSubnetGroupNotFoundFault", "Create it in this region"),
      ("NoSuchHostedZone", "hosted zone in the plan"),
      ("ClusterNotFoundException", "Create the cluster"), ("ServiceUnavailable", "AWS Health Dashboard"),
      ("Throttling", "slows down"), ("InsufficientDBInstanceCapacity", "may pass by itself"),
    ])
  func remedies(code: String, part: String) async throws {
    let harness = CallHarness(
      [.success(.queryError(400, code))], policy: RetryPolicy(maximumTries: 1))
    let fault = try #require(await harness.fault(of: DescribeDBInstances(identifier: "i")))
    #expect(fault.message.contains(part), "\(fault.message)")
  }

  @Test("an answer without request id says so")
  func noRequestID() async throws {
    let page = "<html><title>404 Not Found</title>"
    let harness = CallHarness(
      [.success(HTTPResponse(status: 404, body: Array(page.utf8)))], policy: RetryPolicy(maximumTries: 1))
    let fault = try #require(await harness.fault(of: DescribeDBInstances(identifier: "i")))
    #expect(fault.code == "rds.NotAWS" && fault.kind == .unavailable && fault.isRetriable)
    #expect(
      fault.message.contains(
        "an answer from something that is not AWS: 404 Not Found. [HTTP 404, no request id] Check what answers"))
  }

  @Test("a lost connection names the host")
  func transport() async throws {
    let harness = CallHarness([.failure(TransportError(.untrusted, "the certificate has expired"))])
    let fault = try #require(await harness.fault(of: DescribeDBInstances(identifier: "i")))
    #expect(fault.code == "rds.Untrusted")
    #expect(fault.message.contains("rds.us-west-2.amazonaws.com: the certificate has expired."))
    #expect(fault.message.contains("[no request id]"))
  }

  @Test("RDS's codes are told in one spelling")
  func spelling() async throws {
    let harness = CallHarness([.success(.queryError(404, "DBSnapshotNotFoundFault"))])
    let call = RestoreDBInstanceFromDBSnapshot(instance: "i", snapshot: "s")
    #expect(await harness.fault(of: call)?.code == "rds.DBSnapshotNotFound")
  }

  @Test("a reading call that is answered with nonsense is unintelligible")
  func nonsense() async throws {
    let harness = CallHarness([.success(.ok("<DescribeDBInstancesResponse/>"))])
    let fault = try #require(await harness.fault(of: DescribeDBInstances(identifier: "i")))
    #expect(fault.kind == .unintelligible)
    #expect(fault.message.contains("DescribeDBInstancesResponse has no DescribeDBInstancesResult"))
    #expect(fault.message.contains("[HTTP 200, no request id]"))
  }
}
