import DarumaActions
import DarumaCore
import Testing

@testable import DarumaCatalog

@Suite("Storage in an application file: what is restored by AWS Backup counts, and what is wrong is named")
struct StorageActionTests {
  private static let role = #"iamRoleArn: "arn:aws:iam::012345678901:role/backup""#

  /// The good file with a file system that its plan restores and mounts, and with `more` steps.
  private static func file(
    restore: String = "{ \(role) }", mount: String = "{ fileSystemOf: restore-files, subnets: [subnet-1] }",
    more: String = ""
  ) -> String {
    GoodApplication.replacing(
      "triggers:\n",
      with: """
          - id: files
            type: efs.fileSystem
            arn: arn:aws:elasticfilesystem:us-east-1:012345678901:file-system/fs-1
            protection: [{ kind: backup, every: 1d, copyTo: us-west-2 }]
          - id: cache
            type: elasticache.cluster
            arn: arn:aws:elasticache:us-east-1:012345678901:replicationgroup:sessions
        triggers:

        """
    ).replacing(
      "      - id: scale\n",
      with: """
              - id: restore-files
                action: backup.restore
                resource: files
                with: \(restore)
                timeout: 3h
              - id: mount
                action: efs.mounttargets
                with: \(mount)
                after: [restore-files]
                timeout: 20m
              - id: scale

        """
    ).replacing("after: [scale, tell]", with: "after: [scale, tell, mount]") + more
  }

  @Test("a file system that the plan restores is not left behind, and nothing is to be said of it")
  func good() { expect(Self.file(), gives: [], strict: true) }

  @Test("it has exposure, and a point to restore from; a point that does not fit is none")
  func counted() throws {
    let application = try #require(MarkedText(Self.file()).read().application)
    let files = try #require(application.resource("files"))
    let plan = try #require(application.plans.first)
    #expect(plan.restoredResources == ["db", "files"])
    let machine = Machine(digest: { _ in "digest" })
    var state = ApplicationState(name: application.name)
    let now = try #require(Instant(rfc3339: "2026-11-24T03:00:00Z"))
    func give(_ inputs: Machine.Input...) {
      for input in inputs { for event in machine.decide(state, input, at: now) { state.apply(event) } }
    }
    func point(_ arn: String) -> Machine.Input {
      .signal(
        Signal(
          id: SignalID(arn), at: now, seenAt: now, source: "test", account: application.account, region: "us-west-2",
          resource: files.arn,
          fact: .recoveryPointTaken(
            RecoveryPointTaken(recoveryPoint: RecoveryPointID(arn), takenAt: now - .hours(1), vault: "dr"))))
    }
    give(.declared(application, digest: "d"), .readiness(.current))
    give(point("arn:aws:ec2:us-west-2::snapshot/snap-1"))
    #expect(state.exposures["files"]?.status == .unknown)
    let backup = "arn:aws:backup:us-west-2:012345678901:recovery-point:1EB3B5E7"
    give(point(backup))
    #expect(state.exposures["files"]?.age(at: now) == .hours(1))
    let newest = state.projection.protection.newestRestorable(for: application.target(of: files, by: plan), at: now)
    #expect(newest?.point.id == RecoveryPointID(backup))
  }

  @Test(
    "backup.restore",
    arguments: [
      ("‹{}", [DiagnosticCode.missingKey]), ("{ iamRoleArn: ‹role }", [.badARN]),
      (#"{ iamRoleArn: ‹"arn:aws:iam::012345678901:user/a" }"#, [.arnOfOtherType]),
      ("{ \(role), performanceMode: ‹fast }", [.notAChoice]), ("{ \(role), kmsKey: ‹\"a b\" }", [.badAWSIdentifier]),
      ("{ \(role), kmsKey: \"alias/files\", performanceMode: maxIO, metadata: { Encrypted: \"true\" } }", []),
      ("{ \(role), metadata: { ‹CreationToken: a } }", [.keyConflict]),
      ("{ \(role), metadata: { ‹newFileSystem: \"false\" } }", [.keyConflict]),
      ("{ \(role), metadata: { ‹KmsKeyId: k } }", [.keyConflict]),
      ("{ \(role), metadata: ‹{} }", [.itemCount]), ("{ \(role), ‹kmskey: k }", [.unknownKey]),
    ])
  func restore(with: String, codes: [DiagnosticCode]) {
    // A step that can't be read restores nothing, which is told besides.
    let text = MarkedText(Self.file(restore: with))
    let errors = text.read().diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.code) == codes && errors.map(\.place) == text.places)
  }

  @Test("backup.restore restores file systems alone, and needs one")
  func restoreOfOthers() {
    func codes(_ more: String) -> [DiagnosticCode] {
      MarkedText(Self.file(more: Self.step("backup.restore", "{ \(Self.role) }", more: more))).read().diagnostics
        .filter { $0.severity == .error }.map(\.code)
    }
    #expect(codes(", resource: api") == [.resourceOfOtherType])
    #expect(codes("") == [.missingKey])
  }

  @Test(
    "efs.mounttargets",
    arguments: [
      ("‹{ subnets: [subnet-1] }", [DiagnosticCode.missingKey]),
      ("‹{ fileSystem: fs-1, fileSystemOf: restore-files, subnets: [subnet-1] }", [.keyConflict]),
      ("‹{ fileSystem: fs-1 }", [.missingKey]), ("{ fileSystem: ‹other, subnets: [subnet-1] }", [.badAWSIdentifier]),
      ("{ fileSystem: fs-1, subnets: ‹[] }", [.itemCount]),
      ("{ fileSystem: fs-1, subnets: [‹net-1] }", [.badAWSIdentifier]),
      ("{ fileSystem: fs-1, subnets: [subnet-1], securityGroups: [‹default] }", [.badAWSIdentifier]),
      ("{ fileSystemOf: ‹restore, subnets: [subnet-1] }", [.noOutput]),
      ("{ fileSystem: fs-1, subnets: [subnet-1, subnet-2], securityGroups: [sg-1] }", []),
    ])
  func mount(with: String, codes: [DiagnosticCode]) { expect(Self.file(mount: with), gives: codes) }

  private static func step(_ action: String, _ with: String, more: String = "") -> String {
    "      - { id: more, action: \(action), with: \(with), after: [restore, restore-files, check], timeout: 1h\(more) }\n"
  }

  private static let node = "nodeType: cache.r7g.large"
  private static let net = "subnetGroup: dr, securityGroups: [sg-1]"

  @Test(
    "elasticache.create",
    arguments: [
      ("{ \(node), \(net) }", []), ("‹{ \(net) }", [.missingKey]),
      ("{ nodeType: ‹r7g.large, \(net) }", [.badAWSIdentifier]),
      ("{ \(node), \(net), engine: ‹memcached }", [.notAChoice]),
      ("{ \(node), \(net), nodes: ‹7 }", [.outOfRange]), ("{ \(node), \(net), nodes: 2, ‹shards: 2 }", [.keyConflict]),
      ("{ \(node), \(net), shards: 2, replicasPerShard: ‹6 }", [.outOfRange]),
      ("{ \(node), \(net), port: ‹0 }", [.outOfRange]), ("{ \(node), \(net), multiAZ: ‹yes }", [.notBoolean]),
      ("{ \(node), \(net), snapshot: nightly, shards: 3, replicasPerShard: 1, engine: valkey }", []),
    ] as [(String, [DiagnosticCode])])
  func cache(with: String, codes: [DiagnosticCode]) {
    expect(Self.file(more: Self.step("elasticache.create", with, more: ", resource: cache")), gives: codes)
  }

  @Test("a cache in the default network is doubted in a failover")
  func cacheInDefaultNetwork() {
    let text = Self.file(more: Self.step("‹elasticache.create", "{ \(Self.node) }", more: ", resource: cache"))
    expect(text, gives: [.restoreWithDefaults])
  }

  @Test(
    "backup.start",
    arguments: [
      ("{ arnOf: restore, vault: dr, \(role) }", "", []),
      ("{ arnOf: restore-files, vault: dr, \(role), retainDays: 7 }", "", []),
      ("{ vault: dr, \(role) }", ", resource: files, region: primary", []),
      ("{ arnOf: ‹check, vault: dr, \(role) }", "", [.noOutput]),
      ("‹{ arnOf: restore, \(role) }", "", [.missingKey]),
      ("{ arnOf: restore, vault: ‹\"a:b\", \(role) }", "", [.badAWSIdentifier]),
      ("{ arnOf: restore, vault: dr, \(role), retainDays: ‹0 }", "", [.outOfRange]),
      (#"{ arn: "arn:aws:dynamodb:us-west-2:012345678901:table/t", vault: dr, \#(role) }"#, "", []),
      (
        #"{ arn: ‹"arn:aws:dynamodb:us-east-1:012345678901:table/t", vault: dr, \#(role) }"#, "", [.arnOfOtherRegion]
      ),
      (
        #"{ arn: "arn:aws:dynamodb:us-west-2:012345678901:table/t", ‹arnOf: restore, vault: dr, \#(role) }"#, "",
        [.keyConflict]
      ),
    ] as [(String, String, [DiagnosticCode])])
  func start(with: String, more: String, codes: [DiagnosticCode]) {
    expect(Self.file(more: Self.step("backup.start", with, more: more)), gives: codes)
  }

  @Test("backup.start needs to be told what to back up, and acts where that is")
  func startOfNothing() {
    let with = "{ vault: dr, \(Self.role) }"
    expect(Self.file(more: Self.step("‹backup.start", with)), gives: [.missingKey])
    expect(Self.file(more: Self.step("‹backup.start", with, more: ", resource: files")), gives: [.arnOfOtherRegion])
  }

  private static let vault = #"to: "arn:aws:backup:eu-west-1:012345678901:backup-vault:far""#

  @Test(
    "backup.copy",
    arguments: [
      ("{ \(vault), \(role) }", ", resource: files", []),
      ("{ pointOf: back, \(vault), \(role), retainDays: 3 }", "", []),
      ("{ pointOf: ‹restore, \(vault), \(role) }", "", [.noOutput]),
      (#"{ to: ‹"arn:aws:rds:eu-west-1:012345678901:db:far", \#(role) }"#, ", resource: files", [.arnOfOtherType]),
      ("‹{ \(role) }", ", resource: files", [.missingKey]), ("‹{ \(vault) }", ", resource: files", [.missingKey]),
    ] as [(String, String, [DiagnosticCode])])
  func copy(with: String, more: String, codes: [DiagnosticCode]) {
    let back = """
            - { id: back, action: backup.start, with: { arnOf: restore, vault: dr, \(Self.role) }, after: [check], timeout: 1h }

      """
    let copy = Self.step("backup.copy", with, more: more).replacing("check]", with: "back]")
    expect(Self.file(more: back + copy), gives: codes)
  }

  @Test("backup.copy needs to be told which point")
  func copyOfNothing() {
    expect(
      Self.file(more: Self.step("‹backup.copy", "{ \(Self.vault), \(Self.role) }")), gives: [.missingKey])
  }

  @Test(
    "s3.replicated",
    arguments: [
      ("{ bucket: orders-files, within: 15m }", []), ("‹{ bucket: orders-files }", [.missingKey]),
      ("{ bucket: orders-files, within: ‹30s }", [.outOfRange]),
      ("{ bucket: ‹\"a/b\", within: 15m }", [.badAWSIdentifier]),
      ("{ bucket: orders-files, within: 15m, pendingAtMost: ‹-1 }", [.notNumber]),
      ("‹{ bucket: orders-files, within: 15m, probe: beat }", [.missingKey]),
      ("{ bucket: orders-files, within: 15m, destination: replica, probe: beat, pendingAtMost: 0 }", []),
    ] as [(String, [DiagnosticCode])])
  func replicated(with: String, codes: [DiagnosticCode]) {
    expect(Self.file(more: Self.step("s3.replicated", with)), gives: codes)
  }

  @Test("s3.replicated needs to be told which bucket")
  func replicatedOfNothing() {
    expect(Self.file(more: Self.step("‹s3.replicated", "{ within: 15m }")), gives: [.missingKey])
  }
}
