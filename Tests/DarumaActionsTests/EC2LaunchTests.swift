import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import Testing

@Suite("ec2.launch")
struct EC2LaunchTests {
  private static func effect(_ more: [String: Document] = [:], attempt: Int = 1) throws -> Effect {
    try ScriptedCloud.effect(
      "ec2.launch",
      ["launchTemplate": "lt-1", "count": 2, "generation": 1].merging(more) { $1 }, attempt: attempt)
  }

  /// As the requests say it.
  private static func token(_ more: [String: Document] = [:]) async throws -> String {
    let scene = ScriptedCloud(.ok("<RunInstancesResponse/>"))
    _ = try await scene.act(try effect(more))
    return try #require(Asked(scene.transport.requests[0]).form["ClientToken"])
  }

  private static func instance(
    _ id: String, _ state: String, _ token: String, effect: String? = "kaigo.20261124T034200Z.1/step/1"
  ) -> String {
    let tag = effect.map { "<item><key>daruma:effect</key><value>\($0)</value></item>" } ?? ""
    return "<item><instanceId>\(id)</instanceId><instanceState><name>\(state)</name></instanceState>"
      + "<clientToken>\(token)</clientToken><tagSet>\(tag)</tagSet></item>"
  }

  private static func instances(_ instances: String...) -> HTTPResponse {
    .ok(
      "<DescribeInstancesResponse><reservationSet><item><instancesSet>\(instances.joined())</instancesSet></item>"
        + "</reservationSet></DescribeInstancesResponse>")
  }

  private static let none = HTTPResponse.ok("<DescribeInstancesResponse><reservationSet/></DescribeInstancesResponse>")

  private static func statuses(_ statuses: (String, String, String)...) -> HTTPResponse {
    let items = statuses.map {
      "<item><instanceId>\($0.0)</instanceId><instanceStatus><status>\($0.1)</status></instanceStatus>"
        + "<systemStatus><status>\($0.2)</status></systemStatus></item>"
    }
    return .ok(
      "<DescribeInstanceStatusResponse><instanceStatusSet>\(items.joined())</instanceStatusSet>"
        + "</DescribeInstanceStatusResponse>")
  }

  private static let done = Observation.done(outputs: ["instance": "i-1", "instances": "i-1,i-2"], by: .daruma)

  @Test("it is done when all run, and EC2 says that they are well")
  func seen() async throws {
    let token = try await Self.token()
    let running = Self.instances(Self.instance("i-2", "running", token), Self.instance("i-1", "running", token))
    let cases: [([HTTPResponse], Observation)] = [
      ([Self.none], .absent),
      (
        [Self.instances(Self.instance("i-1", "running", token), Self.instance("i-2", "pending", token))],
        .inProgress("instance i-2 is pending")
      ),
      ([Self.instances(Self.instance("i-1", "running", token))], .inProgress("1 of 2 instances are listed")),
      ([running, Self.statuses(("i-1", "ok", "ok"))], .inProgress("nothing is known yet of instance i-2")),
      (
        [running, Self.statuses(("i-1", "ok", "ok"), ("i-2", "initializing", "ok"))],
        .inProgress("the checks of instance i-2 say initializing")
      ),
      (
        [running, Self.statuses(("i-1", "ok", "impaired"), ("i-2", "ok", "ok"))],
        .inProgress("the checks of instance i-1 say impaired")
      ),
      ([running, Self.statuses(("i-1", "ok", "ok"), ("i-2", "ok", "ok"))], Self.done),
    ]
    for (answers, wanted) in cases {
      let scene = ScriptedCloud(answers.map { .success($0) })
      #expect(try await scene.observe(try Self.effect()) == wanted)
      #expect(Asked(scene.transport.requests[0]).form["Filter.1.Value.1"] == token)
      scene.transport.finish()
    }
  }

  @Test("one that has ended is broken; one that was stopped is for a person; an earlier attempt's are adopted")
  func broken() async throws {
    let token = try await Self.token()
    let ended = Self.instances(Self.instance("i-1", "running", token), Self.instance("i-2", "terminated", token))
    let failure = try await ScriptedCloud(ended).failure(of: try Self.effect())
    #expect(failure?.code == "ec2.launch-failed" && failure?.isRetriable == true)
    let stopped = Self.instances(Self.instance("i-1", "running", token), Self.instance("i-2", "stopped", token))
    #expect(await ScriptedCloud(stopped).fault(observing: try Self.effect())?.code == "ec2.instance-stopped")
    let later = try Self.effect(["generation": 2], attempt: 2)
    #expect(try await ScriptedCloud(ended).observe(later) == .absent)
    let well = [
      Self.instances(Self.instance("i-1", "running", token), Self.instance("i-2", "running", token)),
      Self.statuses(("i-1", "ok", "ok"), ("i-2", "ok", "ok")),
    ]
    #expect(try await ScriptedCloud(well.map { .success($0) }).observe(later) == Self.done)
    #expect(try await Self.token(["generation": 2]) != token)
  }

  @Test("an answer about anything else, or that makes no sense, proves nothing")
  func unreadable() async throws {
    let token = try await Self.token()
    let running = Self.instances(Self.instance("i-1", "running", token), Self.instance("i-2", "running", token))
    for answers in [
      [.ok("<DescribeInstancesResponse/>")], [Self.instances(Self.instance("i-1", "running", "other"))],
      [Self.instances(Self.instance("web", "running", token))],
      [Self.instances(Self.instance("i-1", "running", token, effect: nil))],
      [Self.instances("<item><instanceId>i-1</instanceId></item>")],
      [.ok("<DescribeInstancesResponse><reservationSet><item/></reservationSet></DescribeInstancesResponse>")],
      [running, .ok("<DescribeInstanceStatusResponse/>")],
      [
        running,
        .ok(
          "<DescribeInstanceStatusResponse><instanceStatusSet><item><instanceId>i-1</instanceId></item></instanceStatusSet>"
            + "</DescribeInstanceStatusResponse>"),
      ],
    ] as [[HTTPResponse]] {
      let fault = await ScriptedCloud(answers.map { .success($0) }).fault(observing: try Self.effect())
      #expect(fault?.code == "ec2.UnreadableAnswer" && fault?.isRetriable == true)
    }
  }

  @Test("one request starts them all or none, marked, with a token of 64 letters at the most")
  func request() async throws {
    let scene = ScriptedCloud(.ok("<RunInstancesResponse/>"))
    #expect(try await scene.act(try Self.effect(["version": "$Latest", "subnet": "subnet-1"])) == .started)
    let form = Asked(scene.transport.requests[0]).form
    let wanted = [
      "Action": "RunInstances", "LaunchTemplate.LaunchTemplateId": "lt-1", "LaunchTemplate.Version": "$Latest",
      "MinCount": "2", "MaxCount": "2", "SubnetId": "subnet-1", "TagSpecification.1.ResourceType": "instance",
      "TagSpecification.1.Tag.1.Value": "kaigo.20261124T034200Z.1/step/1",
    ]
    for (key, value) in wanted { #expect(form[key] == value) }
    #expect((form["ClientToken"] ?? "").count <= 64)
    let named = ScriptedCloud(.ok("<RunInstancesResponse/>"))
    _ = try await named.act(try Self.effect(["launchTemplate": "web"]))
    #expect(Asked(named.transport.requests[0]).form["LaunchTemplate.LaunchTemplateName"] == "web")
  }

  private static func refusal(_ code: String) -> HTTPResponse {
    HTTPResponse(
      status: 400,
      body: Array("<Response><Errors><Error><Code>\(code)</Code><Message>m</Message></Error></Errors></Response>".utf8))
  }

  @Test("want of capacity passes; the rest is told")
  func refused() async throws {
    let full = ScriptedCloud(Self.refusal("InsufficientInstanceCapacity"))
    #expect(await full.fault(acting: try Self.effect())?.isRetriable == true)
    let missing = ScriptedCloud(Self.refusal("InvalidLaunchTemplateId.NotFound"))
    #expect(await missing.fault(acting: try Self.effect())?.isRetriable == false)
    for (name, value) in [("launchTemplate", 1), ("count", "x"), ("generation", "x")] as [(String, Document)] {
      #expect(await ScriptedCloud().fault(acting: try Self.effect([name: value]))?.code == "action.bad-parameter")
    }
  }

  @Test("in a file: a template; a check looks at it")
  func file() async throws {
    #expect(
      WrittenStep("ec2.launch", with: "{ launchTemplate: web, count: 3, version: $Latest, subnet: subnet-1 }").codes
        == [])
    #expect(WrittenStep("ec2.launch", with: "{ launchTemplate: web, count: 0 }").codes.count == 1)
    #expect(WrittenStep("ec2.launch", with: "{}").codes == [.missingKey])
    for (answer, verdict) in [
      (
        .ok(
          "<DescribeLaunchTemplatesResponse><launchTemplates><item><launchTemplateId>lt-1</launchTemplateId></item>"
            + "</launchTemplates></DescribeLaunchTemplatesResponse>"), .met
      ),
      (.ok("<DescribeLaunchTemplatesResponse/>"), .unseen), (Self.refusal("InvalidLaunchTemplateId.NotFound"), .unmet),
    ] as [(HTTPResponse, CheckFinding.Verdict)] {
      let scene = ScriptedCloud(Self.none, answer)
      #expect(await scene.cloud.check(try Self.effect()).map(\.verdict) == [.met, verdict])
    }
  }
}
