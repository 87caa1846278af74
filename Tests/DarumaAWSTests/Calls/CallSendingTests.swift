import AWSTestSupport
import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("Calls of any operation are sent as the typed ones are")
struct CallSendingTests {
  private static let started = HTTPResponse.ok(
    "<StartDBInstanceResponse><StartDBInstanceResult><DBInstance><DBInstanceStatus>starting</DBInstanceStatus>"
      + "</DBInstance></StartDBInstanceResult></StartDBInstanceResponse>")
  private static let start = AWSCall(.rds, "StartDBInstance", .setsAbsolute, ["DBInstanceIdentifier": "i"])

  @Test("throttled, they are sent again; the answer is a document")
  func throttled() async throws {
    let harness = CallHarness([.success(.queryError(400, "Throttling")), .success(Self.started)])
    let answer = try await harness.client.send(Self.start, in: "us-west-2")
    #expect(answer.at("DBInstance.DBInstanceStatus") == "starting")
    #expect(harness.transport.requests.map(\.url) == Array(repeating: "https://rds.us-west-2.amazonaws.com/", count: 2))
    harness.transport.finish()
  }

  @Test(
    "a change that failed inside the service is not repeated, a look is", arguments: [Repetition.setsAbsolute, .reads])
  func failedInside(repetition: Repetition) async throws {
    var call = Self.start
    call.repetition = repetition
    let replies: [ScriptedTransport.Reply] = [.success(.queryError(500, "InternalFailure")), .success(Self.started)]
    let harness = CallHarness(repetition == .reads ? replies : [replies[0]])
    if repetition == .reads {
      _ = try await harness.client.send(call, in: "us-west-2")
    } else {
      let fault = await #expect(throws: CloudFault.self) { try await harness.client.send(call, in: "us-west-2") }
      #expect(fault?.kind == .outcomeUnknown)
    }
    harness.transport.finish()
  }

  @Test("a refusal names the call, the code and the permission that is missing")
  func refused() async throws {
    let call = AWSCall(
      .lambda, "Invoke", .accumulates, ["FunctionName": "f"],
      rest: RESTBinding("POST /2015-03-31/functions/{FunctionName}/invocations", payload: "Payload"),
      answer: .text("Payload"), permission: "lambda:InvokeFunction")
    let harness = CallHarness([.success(.jsonError(403, "AccessDeniedException"))])
    let fault = await #expect(throws: CloudFault.self) { try await harness.client.send(call, in: "us-west-2") }
    #expect(fault?.code == "lambda.AccessDeniedException")
    #expect(fault?.message.contains("Lambda Invoke in us-west-2 was refused") == true)
    #expect(fault?.message.contains("Allow lambda:InvokeFunction") == true)
  }

  @Test("a call may take its own time, else that of all")
  func timeout() async throws {
    var call = Self.start
    let harness = CallHarness([.success(Self.started), .success(Self.started)])
    _ = try await harness.client.send(call, in: "us-west-2")
    call.timeout = .seconds(900)
    _ = try await harness.client.send(call, in: "us-west-2")
    #expect(harness.transport.requests.map(\.timeout) == [HTTPRequest.defaultTimeout, .seconds(900)])
  }

  @Test("an endpoint of the call comes before all others, and is signed for the region that is given")
  func endpoint() async throws {
    let call = AWSCall(
      .recoveryCluster, "UpdateRoutingControlState", .setsAbsolute,
      ["RoutingControlArn": "arn:r", "RoutingControlState": "On"],
      endpoint: "https://host-bbbbbb.us-east-1.cluster.routing-control.amazonaws.com/v1")
    let harness = CallHarness(
      [.success(.ok("{}"))], endpoints: EndpointSettings(url: "http://127.0.0.1:5000"))
    _ = try await harness.client.send(call, in: "us-east-1")
    #expect(
      harness.transport.requests.first?.url
        == "https://host-bbbbbb.us-east-1.cluster.routing-control.amazonaws.com/v1/")
    #expect(harness.signer.record.scopes == [SigningScope(service: "route53-recovery-cluster", region: "us-east-1")])
  }

  @Test(
    "an endpoint of the call that is none is refused", arguments: ["host", "ftp://x", "https://u:p@x", "https://x/?a"])
  func badEndpoint(address: String) async throws {
    var call = Self.start
    call.endpoint = address
    let harness = CallHarness([])
    let fault = await #expect(throws: CloudFault.self) { try await harness.client.send(call, in: "us-west-2") }
    #expect(fault?.code == "endpoint.not-a-url" && fault?.message.contains("The endpoint of the call") == true)
  }

  static let homes: [(AWSService, Region, Region)] = [
    (.globalAccelerator, "eu-west-1", "us-west-2"), (.recoveryControl, "us-east-1", "us-west-2"),
    (.cloudFront, "us-west-2", "us-east-1"), (.iam, "cn-north-1", "cn-north-1"),
    (.cloudFront, "cn-north-1", "cn-northwest-1"),
  ]

  @Test("a service with one home is signed for that", arguments: homes)
  func home(service: AWSService, region: Region, home: Region) throws {
    #expect(try EndpointResolver(EndpointSettings()).endpoint(of: service, in: region).signingRegion == home)
  }

  @Test(
    "a partition without the service is said", arguments: [AWSService.cloudFront, .globalAccelerator, .recoveryControl])
  func absent(service: AWSService) throws {
    let fault = #expect(throws: CloudFault.self) {
      try EndpointResolver(EndpointSettings()).endpoint(of: service, in: "us-gov-west-1")
    }
    #expect(fault?.code == "endpoint.no-such-service" && fault?.message.contains(service.name) == true)
  }
}
