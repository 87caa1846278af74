import DarumaCatalog
import DarumaCore
import Testing

@Suite("A failover that leaves data behind is told so")
struct LeftBehindTests {
  private static let backup = "{ kind: backup, every: 12h, copyTo: us-west-2 }"
  private static let snapshot = "{ kind: snapshot, every: 12h, copyTo: us-west-2 }"
  private static let files = "arn:aws:elasticfilesystem:us-east-1:012345678901:file-system/fs-1"
  private static let database = "arn:aws:rds:us-east-1:012345678901:db:more"
  private static let cache = "arn:aws:elasticache:us-east-1:012345678901:replicationgroup:x"
  private static let bucket = "arn:aws:s3:::orders-files"

  /// The good file with one more resource.
  private func file(_ type: ResourceType, _ arn: String, _ rules: String...) -> String {
    let protection = rules.isEmpty ? "" : ", protection: [ \(rules.joined(separator: ", ")) ]"
    return GoodApplication.replacing(
      "triggers:\n",
      with: "  - { id: more, type: \(type.rawValue), arn: \"\(arn)\"\(protection) }\ntriggers:\n")
  }

  private func marked(_ text: String) -> String {
    text.replacing(GoodApplication.planName, with: "‹" + GoodApplication.planName)
  }

  @Test("what is only copied, and what nothing protects, is named at the plan's name")
  func warned() {
    expect(marked(file(.efsFileSystem, Self.files, Self.backup)), gives: [.leavesResourceBehind])
    expect(marked(file(.rdsInstance, Self.database, Self.snapshot)), gives: [.leavesResourceBehind])
    expect(marked(file(.s3Bucket, Self.bucket)), gives: [.leavesResourceBehind])
    #expect(
      MarkedText(file(.efsFileSystem, Self.files, Self.backup)).read().diagnostics.map(\.description) == [
        "orders.yaml:31:3: warning: plan `region` brings `more` over neither by a step nor by a replica: "
          + "how much of it is lost is unknown; add a step that restores it, or a rule of `kind: replication` "
          + "or `replica` with `copyTo: us-west-2` (plan.leaves-resource-behind)"
      ])
  }

  @Test("under --strict it is an error, and the application is withheld")
  func strict() {
    let text = file(.efsFileSystem, Self.files, Self.backup)
    expect(marked(text), gives: [.leavesResourceBehind], strict: true)
    #expect(MarkedText(text).read().application != nil)
    #expect(MarkedText(text).read(strict: true).application == nil)
    #expect(MarkedText(text).read().diagnostics.map(\.severity) == [.warning])
    #expect(MarkedText(text).read(strict: true).diagnostics.map(\.severity) == [.error])
  }

  @Test("what is replicated to the recovery region is there already")
  func replicated() {
    let replication = "{ kind: replication, copyTo: us-west-2 }"
    expect(file(.efsFileSystem, Self.files, Self.backup, replication), gives: [], strict: true)
    expect(file(.s3Bucket, Self.bucket, replication), gives: [], strict: true)
    expect(
      file(.rdsInstance, Self.database, Self.snapshot, "{ kind: replica, copyTo: us-west-2 }"), gives: [],
      strict: true)
  }

  @Test("what is replicated to another region is not")
  func replicatedElsewhere() {
    expect(
      marked(file(.s3Bucket, Self.bucket, "{ kind: replication, copyTo: ‹eu-west-1 }")),
      gives: [.copyElsewhere, .leavesResourceBehind])
  }

  @Test("what a step restores is brought over")
  func restored() {
    let step = """
            - id: restore-more
              action: rds.restore
              resource: more
              with: { subnetGroup: dr, securityGroups: [sg-1] }
              timeout: 2h

      """
    let text = file(.rdsInstance, Self.database, Self.snapshot)
      .replacing("      - id: scale\n", with: step + "      - id: scale\n")
      .replacing("after: [restore]", with: "after: [restore, restore-more]")
    expect(text, gives: [], strict: true)
  }

  @Test("a cache is asked for only where it is protected")
  func caches() {
    expect(file(.elastiCacheCluster, Self.cache), gives: [], strict: true)
    expect(
      marked(file(.elastiCacheCluster, Self.cache, "{ kind: snapshot, every: 1d, retain: 7d }")),
      gives: [.leavesResourceBehind])
  }
}
