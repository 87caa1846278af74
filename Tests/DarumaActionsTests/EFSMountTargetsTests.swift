import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("efs.mounttargets")
struct EFSMountTargetsTests {
  private static func effect(_ subnets: [String] = ["subnet-1", "subnet-2"], groups: [String] = []) throws -> Effect {
    let traits = try #require(ActionCatalog.table["efs.mounttargets"]).traits
    var parameters: [String: Document] = [
      "fileSystem": "fs-1", "subnets": .list(subnets.map { .text($0) }),
    ]
    if !groups.isEmpty { parameters["securityGroups"] = .list(groups.map { .text($0) }) }
    return .sample(Action(name: "efs.mounttargets", region: "us-west-2", parameters: parameters, traits: traits))
  }

  private static func target(
    _ number: Int, _ state: String = "available", fileSystem: String = "fs-1", address: String? = "10.0.0."
  ) -> String {
    let ip = address.map { #","IpAddress":"\#($0)\#(number)""# } ?? ""
    return #"{"FileSystemId":"\#(fileSystem)","MountTargetId":"fsmt-\#(number)","SubnetId":"subnet-\#(number)","#
      + #""LifeCycleState":"\#(state)"\#(ip)}"#
  }

  private static func targets(_ targets: String..., next: String = "") -> HTTPResponse {
    .ok(#"{"MountTargets":[\#(targets.joined(separator: ","))]\#(next)}"#)
  }

  private static func groups(_ ids: String...) -> HTTPResponse {
    .ok(#"{"SecurityGroups":[\#(ids.map { "\"\($0)\"" }.joined(separator: ","))]}"#)
  }

  private static func fault(_ code: String, _ status: Int = 409) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: [HTTPHeader("x-amzn-ErrorType", code), HTTPHeader("x-amzn-RequestId", "r")],
      body: Array(#"{"ErrorCode":"\#(code)","Message":"because"}"#.utf8))
  }

  private static func cloud(_ replies: [HTTPResponse]) -> (cloud: AWSCloud, transport: ScriptedTransport) {
    let harness = CallHarness(replies.map { .success($0) })
    return (
      AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses()), harness.transport
    )
  }

  private static let done = Observation.done(
    outputs: ["fileSystemId": "fs-1", "addresses": "10.0.0.1,10.0.0.2"], by: .unknown)

  @Test(
    "it is done when each subnet has one that can be mounted, and others do not matter",
    arguments: [
      ([targets()], .absent), ([targets(target(1))], .absent), ([targets(target(1, "creating"))], .absent),
      ([targets(target(1), target(2, "deleted"))], .absent),
      ([targets(target(1), target(2, "creating"))], .inProgress("fs-1: fsmt-2 is creating")),
      (
        [targets(target(1, "updating"), target(2, "deleting"))],
        .inProgress("fs-1: fsmt-1 is updating, fsmt-2 is deleting")
      ),
      ([targets(target(1), target(2))], done), ([targets(target(2), target(3, "error"), target(1))], done),
      ([targets(target(1), next: #","NextMarker":"m""#), targets(target(2))], done),
    ] as [([HTTPResponse], Observation)])
  func seen(answers: [HTTPResponse], is wanted: Observation) async throws {
    let (cloud, transport) = Self.cloud(answers)
    #expect(try await cloud.observe(try Self.effect()) == wanted)
    transport.finish()
  }

  @Test("their security groups are the wanted ones, whatever their order, where the plan names some")
  func grouped() async throws {
    let effect = try Self.effect(groups: ["sg-1", "sg-2"])
    let both = Self.targets(Self.target(1), Self.target(2))
    let (cloud, transport) = Self.cloud([both, Self.groups("sg-2", "sg-1"), Self.groups("sg-1", "sg-2")])
    #expect(try await cloud.observe(effect) == Self.done)
    #expect(transport.requests.last?.url.hasSuffix("/2015-02-01/mount-targets/fsmt-2/security-groups") == true)
    let (other, _) = Self.cloud([both, Self.groups("sg-1", "sg-2"), Self.groups("sg-1")])
    #expect(try await other.observe(effect) == .absent)
  }

  @Test("one in error is broken, and a person has to delete it")
  func broken() async throws {
    let (cloud, _) = Self.cloud([Self.targets(Self.target(1), Self.target(2, "error"))])
    guard case .broken(let failure) = try await cloud.observe(try Self.effect()) else {
      Issue.record("not broken")
      return
    }
    #expect(failure.code == "efs.mount-target-broken" && !failure.isRetriable)
  }

  @Test(
    "what says nothing proves nothing, and a file system that is not there is told",
    arguments: [
      ([.ok("{}")], "elasticfilesystem.UnreadableAnswer", true),
      ([targets(target(1, fileSystem: "fs-2"))], "elasticfilesystem.UnreadableAnswer", true),
      ([targets(target(1, "dancing"))], "elasticfilesystem.UnreadableAnswer", true),
      ([targets(#"{"FileSystemId":"fs-1","SubnetId":"subnet-1"}"#)], "elasticfilesystem.UnreadableAnswer", true),
      ([targets(target(1), target(2, address: nil))], "elasticfilesystem.UnreadableAnswer", true),
      ([targets(target(1), target(2)), .ok("{}")], "elasticfilesystem.UnreadableAnswer", true),
      (
        [targets(target(1), target(2)), fault("IncorrectMountTargetState")],
        "elasticfilesystem.IncorrectMountTargetState", true
      ),
      ([fault("FileSystemNotFound", 404)], "efs.file-system-missing", false),
    ] as [([HTTPResponse], String, Bool)])
  func never(answers: [HTTPResponse], code: String, isRetriable: Bool) async throws {
    let (cloud, _) = Self.cloud(answers)
    let effect = try Self.effect(groups: ["sg-1"])
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == code && fault?.isRetriable == isRetriable)
  }

  @Test("the first that is missing is made, and one alone; then groups are set, one after the other")
  func changed() async throws {
    let created = HTTPResponse.ok(Self.target(2, "creating"))
    let (plain, first) = Self.cloud([Self.targets(Self.target(1)), created])
    #expect(try await plain.act(try Self.effect()) == .started)
    #expect(
      first.requests.last?.method == "POST" && first.requests.last?.url.hasSuffix("/2015-02-01/mount-targets") == true)
    #expect(first.bodies.last == #"{"FileSystemId":"fs-1","SubnetId":"subnet-2"}"#)

    let (grouped, second) = Self.cloud([Self.targets(), created])
    #expect(try await grouped.act(try Self.effect(groups: ["sg-1"])) == .started)
    #expect(second.bodies.last == #"{"FileSystemId":"fs-1","SecurityGroups":["sg-1"],"SubnetId":"subnet-1"}"#)
    second.finish()

    let (both, third) = Self.cloud([
      Self.targets(Self.target(1), Self.target(2)), Self.groups("sg-1"), Self.groups(),
      HTTPResponse(status: 204, headers: [HTTPHeader("x-amzn-RequestId", "r")]),
    ])
    #expect(try await both.act(try Self.effect(groups: ["sg-1"])) == .started)
    #expect(third.requests.last?.method == "PUT")
    #expect(third.requests.last?.url.hasSuffix("/2015-02-01/mount-targets/fsmt-2/security-groups") == true)
    #expect(third.bodies.last == #"{"SecurityGroups":["sg-1"]}"#)

    let (none, fourth) = Self.cloud([Self.targets(Self.target(1), Self.target(2))])
    #expect(try await none.act(try Self.effect()) == .started)
    fourth.finish()
  }

  @Test("one that an earlier try made is no conflict, one in the way is told with its subnet")
  func conflict() async throws {
    let made = [Self.targets(), Self.fault("MountTargetConflict"), Self.targets(Self.target(1))]
    #expect(try await Self.cloud(made).cloud.act(try Self.effect(["subnet-1"])) == .started)
    let (cloud, _) = Self.cloud([Self.targets(), Self.fault("MountTargetConflict"), Self.targets(Self.target(3))])
    let effect = try Self.effect(["subnet-1"])
    let fault = await #expect(throws: CloudFault.self) { try await cloud.act(effect) }
    #expect(fault?.code == "efs.zone-taken" && fault?.isRetriable == false)
    #expect(fault?.message.contains("fsmt-3 in subnet-3") == true)
  }

  @Test("one that is just made may not be listed yet: that passes")
  func unlisted() async throws {
    let (cloud, _) = Self.cloud([Self.targets(), Self.fault("MountTargetConflict"), Self.targets()])
    let effect = try Self.effect(["subnet-1"])
    let fault = await #expect(throws: CloudFault.self) { try await cloud.act(effect) }
    #expect(fault?.code == "elasticfilesystem.MountTargetConflict" && fault?.isRetriable == true)
  }

  @Test(
    "what a wait mends is asked again, what a person mends is told",
    arguments: [
      ("IncorrectFileSystemLifeCycleState", true), ("SubnetNotFound", false), ("NoFreeAddressesInSubnet", false),
    ])
  func refused(error: String, isRetriable: Bool) async throws {
    let (cloud, _) = Self.cloud([Self.targets(), Self.fault(error)])
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.act(effect) }
    #expect(fault?.code == "elasticfilesystem.\(error)" && fault?.isRetriable == isRetriable)
  }
}
