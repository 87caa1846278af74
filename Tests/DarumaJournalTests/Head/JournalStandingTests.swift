import DarumaCore
import DarumaJournal
import Foundation
import Testing

@Suite("A journal against the head that is kept outside it")
struct JournalStandingTests {
  @Test("one that is what it was is gone on with")
  func sound() async throws {
    let story = try KeptStory()
    try await story.work(commits: 3)
    try await story.work(commits: 2)
    #expect(await story.refusal() == nil)
    #expect(try HeadFile.read(story.place)?.number == 5)
  }

  @Test("an older copy is refused, with how much is gone and what to type")
  func olderCopy() async throws {
    let story = try KeptStory()
    try await story.work(commits: 3)
    let old = try story.copy()
    try await story.work(commits: 2)
    try story.putBack(old)
    let refusal = await story.refusal()
    #expect(refusal?.code == .behindHead)
    #expect(
      refusal?.message.contains("ends at commit 3") == true && refusal?.message.contains("2 commits are gone") == true)
    #expect(refusal?.remedy.contains("daruma journal accept --by") == true)
    #expect(try story.copy() == old, "it is not touched")
  }

  @Test("an older copy that another worker went on with is refused too: it is another journal from there on")
  func forked() async throws {
    let story = try KeptStory()
    try await story.work(commits: 3)
    let old = try story.copy()
    try await story.work(commits: 2)
    let head = try story.folder.bytes(of: "journal.sqlite.head")
    try story.putBack(old)
    try FileManager.default.removeItem(atPath: story.place.head)
    try await story.accept()
    try await story.work(commits: 6)
    _ = try story.folder.write(head, to: "journal.sqlite.head")
    #expect(await story.refusal()?.code == .otherHead)
  }

  @Test("a tail that was cut off is refused, whether it held commits or a claim alone", arguments: [1, 2, 3])
  func cutTail(records: Int) async throws {
    let story = try KeptStory()
    try await story.work(commits: 3)
    try await story.work(commits: 1)
    try await Tampering.run(
      story.path, "DELETE FROM records WHERE offset > (SELECT max(offset) FROM records) - \(records)")
    #expect(await story.refusal()?.code == .behindHead)
    try await story.work(afterAccepting: 1)
  }

  @Test("a write-ahead log that was deleted is noticed")
  func lostWriteAheadLog() async throws {
    let story = try KeptStory()
    try await story.work(commits: 3)
    let old = try story.copy()
    // What SQLite had not yet carried over is gone with the -wal: the main file is that of before.
    try await story.work(commits: 4)
    try story.putBack(old)
    #expect(await story.refusal()?.code == .behindHead)
  }

  @Test("a file of 0 bytes, and one that is gone, are refused and not made anew", arguments: [true, false])
  func gone(isEmpty: Bool) async throws {
    let story = try KeptStory()
    try await story.work(commits: 3, moving: true)
    if isEmpty { try story.putBack([]) } else { try FileManager.default.removeItem(atPath: story.path) }
    let refusal = await story.refusal()
    #expect(refusal?.code == .journalGone && refusal?.message.contains("commit 3") == true)
    #expect(FileManager.default.fileExists(atPath: story.path) == isEmpty)
    let accepted = try await story.accept()
    #expect(accepted?.usersMayHaveMoved == true)
    try await story.work(commits: 1)
    #expect(try HeadFile.read(story.place)?.number == 1)
  }

  @Test("one whose chain is broken is refused until a person has looked, and then no more because of that")
  func broken() async throws {
    let story = try KeptStory()
    try await story.work(commits: 5)
    try await Tampering.forge(story.path, offset: 3, replacing: "event 3", with: "event 9")
    let refusal = await story.refusal()
    #expect(refusal?.code == .chainBroken && refusal?.remedy.contains("journal verify") == true)
    try await story.accept()
    try await story.work(commits: 2)
    #expect(await story.refusal() == nil)
    try await Tampering.forge(story.path, offset: 8, replacing: "event", with: "even")
    #expect(await story.refusal()?.code == .chainBroken, "what is broken later is told anew")
  }

  @Test("without its head it is refused, unless it is of before heads were kept")
  func headGone() async throws {
    let story = try KeptStory()
    try await story.work(commits: 3)
    try FileManager.default.removeItem(atPath: story.place.head)
    #expect(await story.refusal() == nil, "no claim says that heads are kept")
    try FileManager.default.removeItem(atPath: story.place.head)
    let kept = try await KeptJournal.open(at: story.path, worker: "w", since: Sample.start)
    let rebuild = try await Rebuild<Story>.run(kept.journal.log, snapshots: kept.journal.snapshots)
    let ledger = Ledger(rebuild.fold, log: kept.journal.log, worker: "w", keepsHead: true)
    _ = try await ledger.claim(at: Sample.start)
    try await kept.journal.close()
    try FileManager.default.removeItem(atPath: story.place.head)
    #expect(await story.refusal()?.code == .headGone)
    _ = try story.folder.write(Array("nothing".utf8), to: "journal.sqlite.head")
    #expect(await story.refusal()?.code == .headGone)
    try await story.accept()
    #expect(await story.refusal() == nil)
  }

  @Test("one that is ahead of its head is gone on with: the head is written last")
  func ahead() async throws {
    let story = try KeptStory()
    try await story.work(commits: 3)
    let head = try story.folder.bytes(of: "journal.sqlite.head")
    try await story.work(commits: 2)
    _ = try story.folder.write(head, to: "journal.sqlite.head")
    #expect(await story.refusal() == nil)
  }

  @Test("whether users may have moved by what is lost is known by the head", arguments: [true, false])
  func usersMoved(moving: Bool) async throws {
    let story = try KeptStory()
    try await story.work(commits: 3)
    let old = try story.copy()
    try await story.work(commits: 2, moving: moving)
    try story.putBack(old)
    let accepted = try await story.accept()
    #expect(accepted?.usersMayHaveMoved == moving)
    let kept = try await story.open()
    #expect(kept.acceptance?.by == "hanako" && kept.acceptance?.comment == "the disk was lost")
    try kept.noteAcceptanceJournaled()
    try await kept.journal.close()
    let later = try await story.open()
    #expect(later.acceptance == nil, "it is journaled once")
    try await later.journal.close()
  }

  @Test("nothing is accepted where nothing is wrong, nor while a worker runs")
  func nothingToAccept() async throws {
    let story = try KeptStory()
    try await story.work(commits: 2)
    #expect(try await story.accept() == nil)
    let kept = try await story.open()
    await #expect { try await story.accept() } throws: { ($0 as? LogError)?.code == .owned }
    try await kept.journal.close()
  }

  @Test("snapshots of commits that are gone do not keep it from being gone on with")
  func snapshotsAhead() async throws {
    let story = try KeptStory()
    try await story.work(commits: 4)
    let kept = try await story.open()
    let rebuild = try await Rebuild<Story>.run(kept.journal.log, snapshots: kept.journal.snapshots)
    let snapshot = try #require(try Snapshot(rebuild.fold, at: Sample.start))
    try await kept.journal.snapshots.save(snapshot, keeping: 2)
    try await kept.journal.close()
    try await Tampering.run(story.path, "DELETE FROM records WHERE offset > 2")
    #expect(await story.refusal()?.code == .behindHead)
    try await story.work(afterAccepting: 1)
  }
}

extension KeptStory {
  /// A person goes on with it, and so does a worker.
  func work(afterAccepting commits: Int64) async throws {
    let accepted = try await accept()
    #expect(accepted != nil)
    try await work(commits: commits)
    #expect(await refusal() == nil)
  }
}
