import Testing

@testable import DarumaCore

@Suite("The application file says with which messages a backup counts as whole")
struct AcceptedMessageTests {
  private static let files: ARN = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1"
  private static let point: RecoveryPointID = "arn:aws:backup:us-west-2:123456789012:recovery-point:1"

  private static func application(_ messages: [NamePattern]?) -> Application {
    Application(
      name: "kaigo-subsys", account: "123456789012", regions: Regions(primary: "us-east-1", recovery: "us-west-2"),
      objectives: Objectives(rpo: .hours(12), rto: .hours(4)),
      resources: [
        Resource(
          id: "files", type: .efsFileSystem, arn: files,
          protection: [
            ProtectionRule(kind: .backup, every: .every(.hours(6)), copyTo: "us-west-2", acceptMessages: messages)
          ])
      ])
  }

  private static func backUp(_ story: inout Story, _ message: String?, _ takenAt: String) {
    story.say(
      .recoveryPointTaken(
        RecoveryPointTaken(
          recoveryPoint: point, takenAt: .at(takenAt), partial: message != nil, whole: message == nil, message: message)
      ),
      region: "us-west-2", resource: files)
  }

  @Test(
    "what is accepted counts, what is not does not",
    arguments: [
      (["*archived objects*"], Exposure.Status.fresh), (["*access denied*"], .unknown), ([], .unknown), (nil, .unknown),
      (["*archived*", "*other*"], .fresh),
    ] as [([NamePattern]?, Exposure.Status)])
  func accepted(messages: [NamePattern]?, status: Exposure.Status) {
    var story = Story(Self.application(messages))
    Self.backUp(&story, "Completed: 12 archived objects were skipped", "02:00")
    #expect(story.state.exposures["files"]?.status == status)
  }

  @Test("a later word without a message lifts the mark, and a new file counts at once")
  func later() throws {
    var story = Story(Self.application(nil))
    Self.backUp(&story, "12 archived objects were skipped", "02:00")
    #expect(story.state.exposures["files"]?.status == .unknown)
    story.declare(Self.application(["*archived*"]))
    #expect(story.state.exposures["files"]?.status == .fresh)
    let text = try JSONText.of(story.state)
    #expect(try JSONText.read(text, as: ApplicationState.self) == story.state, "it is part of the state")
    story.declare(Self.application(nil))
    #expect(story.state.exposures["files"]?.status == .unknown)
    story.wait(.minutes(1))
    Self.backUp(&story, nil, "02:00")
    #expect(story.state.exposures["files"]?.status == .fresh)
  }
}
