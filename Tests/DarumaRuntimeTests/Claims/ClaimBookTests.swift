import DarumaCore
import DarumaJournal
import DarumaRuntime
import Testing

@Suite("Who works on the topics is told by the newest record of each journal")
struct ClaimBookTests {
  private static let start = Instant(milliseconds: 1_800_000_000_000)
  private static let mine = RecordHash(String(repeating: "a", count: 64))
  private static let theirs = RecordHash(String(repeating: "b", count: 64))

  private static func record(
    _ kind: WorkerRecord.Kind, _ journal: RecordHash, instance: String = "1", epoch: Int64? = nil,
    over: [RecordHash] = [], moved: Int64 = 0
  ) -> WorkerRecord {
    WorkerRecord(
      kind, worker: "worker", journal: journal, instance: instance, epoch: epoch, over: over,
      head: OutsideHead(
        journal: journal, records: 9, number: 8, head: journal, moved: moved, worker: "worker", at: start))
  }

  private static func book(_ records: WorkerRecord...) -> ClaimBook {
    var book = ClaimBook(expiry: .seconds(60))
    for record in records { book.take(ClaimBook.Entry(record, offset: 1, at: start)) }
    return book
  }

  @Test(
    "a claim is void while another journal's worker is alive",
    arguments: [
      (WorkerRecord.Kind.working, 59, [], true), (.claim, 59, [], true), (.working, 60, [], false),
      (.released, 1, [], false), (.working, 1, [theirs], false),
    ] as [(WorkerRecord.Kind, Int64, [RecordHash], Bool)])
  func holder(kind: WorkerRecord.Kind, seconds: Int64, over: [RecordHash], isVoid: Bool) {
    let book = Self.book(Self.record(kind, Self.theirs))
    let claim = Self.record(.claim, Self.mine, over: over)
    #expect((book.holder(against: claim, at: Self.start + .seconds(seconds)) != nil) == isVoid)
  }

  @Test("a worker that was killed goes on at once with its own journal")
  func sameJournal() {
    let book = Self.book(Self.record(.working, Self.mine, instance: "1"))
    #expect(book.holder(against: Self.record(.claim, Self.mine, instance: "2"), at: Self.start) == nil)
  }

  @Test(
    "a worker is ended by a later life of its journal, by who takes its place, and by who came when it had expired",
    arguments: [
      (record(.claim, mine, instance: "2"), 1, true), (record(.working, mine, instance: "2", epoch: 2), 1, true),
      (record(.working, mine, instance: "0", epoch: 0), 1, false),
      (record(.working, mine, instance: "1"), 1, false), (record(.claim, theirs, instance: "3"), 1, false),
      (record(.claim, theirs, instance: "3", over: [mine]), 1, true), (record(.claim, theirs, instance: "3"), 60, true),
      (record(.released, theirs, instance: "3"), 60, false),
    ] as [(WorkerRecord, Int64, Bool)])
  func ended(by record: WorkerRecord, seconds: Int64, isEnded: Bool) {
    let own = Self.record(.working, Self.mine, instance: "1", epoch: 1)
    let entry = ClaimBook.Entry(record, offset: 9, at: Self.start + .seconds(seconds))
    #expect(Self.book(own).isEnded(own, claimedAt: 1, by: entry) == isEnded)
  }

  @Test("what an earlier life says late does not replace what a later one says")
  func late() {
    var book = Self.book(Self.record(.claim, Self.mine, instance: "2", epoch: 7))
    book.take(ClaimBook.Entry(Self.record(.working, Self.mine, instance: "1", epoch: 3), offset: 9, at: Self.start))
    #expect(book.newest[Self.mine]?.record.instance == "2")
  }

  @Test("who begins anew where users were moved by another journal does not know where they are")
  func forgotten() {
    let book = Self.book(Self.record(.released, Self.theirs, moved: 5))
    #expect(book.forgotten(by: Self.record(.claim, Self.mine)) != nil)
    #expect(book.forgotten(by: Self.record(.claim, Self.mine, over: [Self.theirs])) == nil)
    #expect(Self.book(Self.record(.released, Self.theirs)).forgotten(by: Self.record(.claim, Self.mine)) == nil)
  }
}
