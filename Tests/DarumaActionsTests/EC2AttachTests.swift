import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import Testing

@Suite("ec2.attach")
struct EC2AttachTests {
  private static func effect(_ more: [String: Document] = [:]) throws -> Effect {
    try ScriptedCloud.effect(
      "ec2.attach", ["volume": "vol-2", "instance": "i-1", "device": "/dev/sdf"].merging(more) { $1 })
  }

  private static func attached(
    _ state: String = "attached", to instance: String = "i-1", as device: String = "/dev/sdf"
  ) -> String {
    "<attachmentSet><item><instanceId>\(instance)</instanceId><device>\(device)</device><status>\(state)</status></item>"
      + "</attachmentSet>"
  }

  private static func volume(_ state: String = "in-use", _ more: String = "", id: String = "vol-2") -> HTTPResponse {
    EBSRestoreTests.volumes(EBSRestoreTests.volume(state, id: id, more: more))
  }

  private static let done = Observation.done(
    outputs: ["volume": "vol-2", "instance": "i-1", "device": "/dev/sdf"], by: .unknown)
  private static let shared = "<multiAttachEnabled>true</multiAttachEnabled>"

  @Test(
    "it is done when it is attached where it is wanted",
    arguments: [
      (volume("available"), .absent), (volume("available", attached("detached", to: "i-2")), .absent),
      (volume("creating"), .inProgress("volume vol-2 is creating")),
      (volume("in-use", attached("attaching")), .inProgress("volume vol-2 is attaching")),
      (volume("in-use", attached("busy")), .inProgress("volume vol-2 is busy")), (volume("in-use", attached()), done),
      (
        volume("in-use", attached("detaching", to: "i-2")), .inProgress("volume vol-2 is detaching from i-2")
      ),
      (volume("in-use", attached(to: "i-2") + shared), .absent),
    ] as [(HTTPResponse, Observation)])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    let scene = ScriptedCloud(answer)
    #expect(try await scene.observe(try Self.effect()) == wanted)
    #expect(Asked(scene.transport.requests[0]).form["VolumeId.1"] == "vol-2")
  }

  @Test(
    "a volume that another instance has, or this one elsewhere, is left there",
    arguments: [volume("in-use", attached(to: "i-2")), volume("in-use", attached(as: "/dev/sdg"))])
  func conflict(answer: HTTPResponse) async throws {
    let failure = try await ScriptedCloud(answer).failure(of: try Self.effect())
    #expect(failure?.code == "ec2.volume-elsewhere" && failure?.isRetriable == false)
  }

  @Test(
    "an answer about anything else, or that makes no sense, proves nothing",
    arguments: [
      .ok("<DescribeVolumesResponse/>"), EBSRestoreTests.volumes(), volume(id: "vol-3"), volume("dancing"),
      EBSRestoreTests.volumes(EBSRestoreTests.volume(), EBSRestoreTests.volume()),
      volume("in-use", "<attachmentSet><item><instanceId>i-1</instanceId></item></attachmentSet>"),
    ] as [HTTPResponse])
  func unreadable(answer: HTTPResponse) async throws {
    let fault = await ScriptedCloud(answer).fault(observing: try Self.effect())
    #expect(fault?.code == "ec2.UnreadableAnswer" && fault?.isRetriable == true)
  }

  private static func refusal(_ code: String) -> HTTPResponse {
    HTTPResponse(
      status: 400,
      body: Array("<Response><Errors><Error><Code>\(code)</Code><Message>m</Message></Error></Errors></Response>".utf8))
  }

  @Test("a volume that is lost or not there is told")
  func lost() async throws {
    #expect(await ScriptedCloud(Self.volume("error")).fault(observing: try Self.effect())?.code == "ec2.volume-lost")
    let missing = ScriptedCloud(Self.refusal("InvalidVolume.NotFound"))
    #expect(await missing.fault(observing: try Self.effect())?.code == "ec2.volume-missing")
  }

  @Test("one request attaches it; a repeat is looked at")
  func request() async throws {
    let scene = ScriptedCloud(.ok("<AttachVolumeResponse><status>attaching</status></AttachVolumeResponse>"))
    #expect(try await scene.act(try Self.effect()) == .started)
    #expect(
      Asked(scene.transport.requests[0]).form == [
        "Action": "AttachVolume", "Version": "2016-11-15", "VolumeId": "vol-2", "InstanceId": "i-1",
        "Device": "/dev/sdf",
      ])
    #expect(try await ScriptedCloud(Self.refusal("VolumeInUse")).act(try Self.effect()) == .started)
  }

  @Test(
    "what EC2 refuses is told, and what a wait mends is asked again",
    arguments: [
      ("IncorrectState", "ec2.IncorrectState", true), ("IncorrectInstanceState", "ec2.IncorrectInstanceState", true),
      ("InvalidInstanceID.NotFound", "ec2.instance-missing", false),
      ("InvalidParameterValue", "ec2.InvalidParameterValue", false),
    ])
  func refused(said: String, code: String, isRetriable: Bool) async throws {
    let fault = await ScriptedCloud(Self.refusal(said)).fault(acting: try Self.effect())
    #expect(fault?.code == code && fault?.isRetriable == isRetriable)
  }

  @Test(
    "a parameter of another version that makes no sense changes nothing", arguments: ["volume", "instance", "device"])
  func badParameter(name: String) async throws {
    #expect(await ScriptedCloud().fault(acting: try Self.effect([name: 1]))?.code == "action.bad-parameter")
  }

  @Test("in a file: one volume and one instance, named or left by an earlier step")
  func file() {
    let whole = "volume: vol-1, instance: i-1, device: /dev/sdf"
    #expect(WrittenStep("ec2.attach", with: "{ \(whole) }").codes == [])
    #expect(
      WrittenStep("ec2.attach", with: "{ volume: disk, instance: i-1, device: /dev/sdf }").codes == [.badAWSIdentifier])
    #expect(
      WrittenStep("ec2.attach", with: "{ volume: vol-1, instance: web, device: /dev/sdf }").codes == [.badAWSIdentifier]
    )
    #expect(WrittenStep("ec2.attach", with: "{ volume: vol-1, instance: i-1 }").codes == [.missingKey])
    #expect(WrittenStep("ec2.attach", with: "{ volume: vol-1, device: /dev/sdf }").codes.count == 1)
    #expect(WrittenStep("ec2.attach", with: "{ \(whole), volumeOf: x }").codes.count >= 1)
  }

  @Test("a check looks at the instance")
  func checked() async throws {
    func instance(_ state: String) -> HTTPResponse {
      .ok(
        "<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>i-1</instanceId><instanceState>"
          + "<name>\(state)</name></instanceState></item></instancesSet></item></reservationSet></DescribeInstancesResponse>"
      )
    }
    for (answer, verdict) in [
      (instance("running"), CheckFinding.Verdict.met), (instance("terminated"), .unmet),
      (.ok("<DescribeInstancesResponse><reservationSet/></DescribeInstancesResponse>"), .unseen),
      (Self.refusal("InvalidInstanceID.NotFound"), .unmet),
    ] {
      let scene = ScriptedCloud(Self.volume("available"), answer)
      #expect(await scene.cloud.check(try Self.effect()).map(\.verdict) == [.met, verdict])
    }
  }
}
