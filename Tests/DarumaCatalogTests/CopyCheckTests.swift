import DarumaCatalog
import Testing

@Suite("What is restored has a copy where it is restored")
struct CopyTests {
  private static let copy = ", copyTo: us-west-2"
  private static let rules = """
        protection:
          - { kind: snapshot, every: 1d, window: "03:00-04:00", timeZone: Asia/Tokyo,
              retain: 30d, copyTo: us-west-2 }

    """
  private static let step = "timeout: 2h\n"

  static let changes = [
    Change(
      "rules that all stay in the primary region", "resource: db", "resource: ‹db", without: copy,
      .needsPrimary),
    Change("no rule at all", "resource: db", "resource: ‹db", without: rules, .restoreWithoutCopy),
    Change(
      "the same, with a reason", step, step + "        needs: We copy by hand.\n", without: copy,
      .restoreWithoutCopy),
    Change(
      "a restore after the cut-over", step, step + "        after: [switch]\n", without: copy,
      .restoreWithoutCopy, .cycle),
    Change(
      "another kind of plan, which is refused itself", "kind: failover", "kind: failback", without: copy,
      .planKindNotRun, .restoreWithoutCopy),
  ]

  @Test("else it is refused in a failover, and doubted elsewhere", arguments: changes)
  func change(change: Change) { change.check() }
}
