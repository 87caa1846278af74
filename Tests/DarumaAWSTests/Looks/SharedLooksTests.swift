import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Looks that many take: each question once, at the pace of what is listed, and never a change")
struct SharedLooksTests {
  private static let answer = HTTPResponse.ok(
    "<DescribeDBSubnetGroupsResponse><DescribeDBSubnetGroupsResult><DBSubnetGroups/>"
      + "</DescribeDBSubnetGroupsResult></DescribeDBSubnetGroupsResponse>")

  private static func scene(_ replies: HTTPResponse...) -> LookScene { LookScene(replies.map { .success($0) }) }

  @Test("the same question is asked once within its time, another one is asked")
  func once() async throws {
    let scene = Self.scene(Self.answer, Self.answer, Self.answer, Self.answer)
    for _ in 1...50 { _ = try await scene.ask().get() }
    #expect(scene.transport.requests.count == 1)
    _ = try await scene.ask("other").get()
    _ = try await scene.ask(in: "us-east-1").get()
    scene.time.pass(.seconds(61))
    _ = try await scene.ask().get()
    scene.transport.finish()
  }

  @Test("a refusal is an answer, and shared too; what another account was answered is not")
  func refusals() async {
    let scene = Self.scene(.queryError(404, "DBSubnetGroupNotFoundFault"), Self.answer)
    scene.looks.belong(to: "111111111111")
    for _ in 1...3 { await #expect(throws: CloudFault.self) { try await scene.ask().get() } }
    scene.looks.belong(to: "222222222222")
    await #expect(throws: Never.self) { try await scene.ask().get() }
    scene.transport.finish()
  }

  @Test("where nobody answers, nobody is asked for a while, in that region alone")
  func silent() async {
    let scene = Self.scene(.queryError(503, "ServiceUnavailable"), Self.answer, Self.answer)
    for name in ["a", "b", "c"] {
      guard case .failure(let fault) = await scene.ask(name) else {
        Issue.record("it was answered")
        return
      }
      #expect(fault.kind == .unavailable)
    }
    await #expect(throws: Never.self) { try await scene.ask("d", in: "us-east-1").get() }
    scene.time.pass(.seconds(31))
    await #expect(throws: Never.self) { try await scene.ask("e").get() }
    scene.transport.finish()
  }

  @Test("nothing is sent that changes anything")
  func changes() async {
    let scene = Self.scene()
    do throws(CloudFault) {
      _ = try await scene.client.send(
        AWSCall(.rds, "DeleteDBInstance", .setsAbsolute, ["DBInstanceIdentifier": "db"]), in: "us-west-2")
      Issue.record("it was sent")
    } catch {
      #expect(error.code == "rds.ChangesSomething" && error.kind == .refused)
    }
    scene.transport.finish()
  }

  @Test("five a second in the long run, ten at once, together with what is listed")
  func pace() async throws {
    let scene = LookScene(Array(repeating: .success(Self.answer), count: 60))
    for number in 1...60 { _ = try await scene.ask("group-\(number)").get() }
    let waited = scene.time.pauses.reduce(Duration.zero, +)
    #expect(waited >= .seconds(9.5) && waited <= .seconds(10.5), "\(waited)")
  }

  @Test("answers that are kept are bounded: the oldest go first")
  func bounded() async throws {
    let scene = LookScene(Array(repeating: .success(Self.answer), count: 102))
    for number in 1...100 { _ = try await scene.ask("group-\(number)").get() }
    _ = try await scene.ask("group-100").get()
    #expect(scene.transport.requests.count == 100)
    _ = try await scene.ask("group-1").get()
    #expect(scene.transport.requests.count == 101)
  }
}

/// A client that shares its looks, over scripted answers.
private struct LookScene {
  let time = ManualPacing()
  let transport: ScriptedTransport
  let looks: SharedLooks
  let client: AWSClient

  init(_ replies: [ScriptedTransport.Reply]) {
    transport = ScriptedTransport(replies)
    looks = SharedLooks(
      gate: CallGate(ListingLimits(), time.pacing),
      limits: SharedLooks.Limits(
        answersCount: .seconds(60), permissionsCount: .seconds(900), pause: .seconds(30), mostBytes: 4000),
      pacing: time.pacing)
    client = AWSClient(
      transport: transport, endpoints: EndpointResolver(EndpointSettings()), signer: RecordingSigner(),
      policy: RetryPolicy(maximumTries: 1), pacing: time.pacing, looks: looks)
  }

  func ask(_ name: String = "s", in region: Region = "us-west-2") async -> Result<Document, CloudFault> {
    do throws(CloudFault) {
      return .success(
        try await client.send(
          AWSCall(.rds, "DescribeDBSubnetGroups", .reads, ["DBSubnetGroupName": .text(name)]), in: region))
    } catch {
      return .failure(error)
    }
  }
}
