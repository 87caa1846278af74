import DarumaCore
import DarumaJournal
import Testing

@Suite("The arbiter")
struct ArbiterTests {
  private let codec = CommitCodec()

  private func claim(_ worker: String, partition: Int32 = 0) throws -> [UInt8] {
    try codec.encode(Claim(partition: partition, worker: worker, at: Sample.start, id: worker))
  }

  private func commit(
    _ number: Int64, after head: RecordHash, epoch: Int64, partition: Int32 = 0, _ text: String = "x"
  ) throws -> [UInt8] {
    try codec.encode(
      Commit(
        partition: partition, number: number, previous: head, epoch: epoch, worker: "w", at: Sample.start,
        inputs: [], events: [Sample.event(text)]))
  }

  /// After a claim at offset 4 and the commits 1 and 2.
  private func busy() throws -> Arbiter {
    var arbiter = Arbiter(partition: 0)
    _ = try arbiter.admit(offset: 4, claim("w"))
    _ = try arbiter.admit(offset: 5, commit(1, after: arbiter.head, epoch: 4))
    _ = try arbiter.admit(offset: 6, commit(2, after: arbiter.head, epoch: 4))
    return arbiter
  }

  private func reason(_ verdict: Verdict) -> String? {
    if case .void(let reason) = verdict { reason.code } else { nil }
  }

  @Test("a claim opens an epoch at its offset, and chains itself from outside")
  func claimChains() throws {
    var arbiter = Arbiter(partition: 3)
    let genesis = arbiter.head
    let record = try claim("w", partition: 3)
    guard case .claimed(let claim, let epoch) = try arbiter.admit(offset: 17, record) else {
      Issue.record("not a claim")
      return
    }
    #expect(claim.worker == "w" && epoch == 17)
    #expect(arbiter.epoch == 17 && arbiter.number == 0)
    #expect(arbiter.head == genesis.afterClaim(.of(record), offset: 17))
    #expect(genesis != RecordHash.genesis(partition: 4), "each partition has a chain of its own")
  }

  @Test("a commit that extends the head under the newest epoch is valid, and becomes the head")
  func validCommit() throws {
    var arbiter = try busy()
    let record = try commit(3, after: arbiter.head, epoch: 4)
    guard case .valid(let commit) = try arbiter.admit(offset: 7, record) else {
      Issue.record("not valid")
      return
    }
    #expect(commit.number == 3)
    #expect(arbiter.number == 3 && arbiter.head == .of(record) && arbiter.epoch == 4)
  }

  @Test(
    "everything else is void, with its reason, and moves nothing",
    arguments: [
      "wrong-epoch", "repeated", "gap", "wrong-previous", "foreign-partition", "unreadable",
    ])
  func voids(_ code: String) throws {
    var arbiter = try busy()
    let before = arbiter
    let record: [UInt8] =
      switch code {
      case "wrong-epoch": try commit(3, after: arbiter.head, epoch: 3)
      case "repeated": try commit(2, after: arbiter.head, epoch: 4)
      case "gap": try commit(4, after: arbiter.head, epoch: 4)
      case "wrong-previous": try commit(3, after: .of([]), epoch: 4)
      case "foreign-partition": try commit(3, after: arbiter.head, epoch: 4, partition: 1)
      default: Array("{\"format\":1,\"kind\":\"commit\"}".utf8)
      }
    #expect(reason(try arbiter.admit(offset: 7, record)) == code)
    #expect(arbiter == before)
  }

  @Test("before the first claim no commit is valid")
  func unclaimed() throws {
    var arbiter = Arbiter(partition: 0)
    let verdict = try arbiter.admit(offset: 0, commit(1, after: arbiter.head, epoch: 0))
    #expect(verdict == .void(.wrongEpoch(carried: 0, newest: nil)))
  }

  @Test("a claim makes void what the former owner had on its way")
  func claimVoids() throws {
    var arbiter = try busy()
    let late = try commit(3, after: arbiter.head, epoch: 4)
    _ = try arbiter.admit(offset: 7, claim("other"))
    #expect(reason(try arbiter.admit(offset: 8, late)) == "wrong-epoch")
    #expect(try arbiter.admit(offset: 9, commit(3, after: arbiter.head, epoch: 7)).isValid)
  }

  @Test("a claim for another partition is void")
  func strayClaim() throws {
    var arbiter = try busy()
    #expect(reason(try arbiter.admit(offset: 7, claim("other", partition: 1))) == "foreign-partition")
    #expect(arbiter.epoch == 4)
  }

  @Test("a void commit may hold what this version does not know; a valid one stops the reader")
  func unknownEvent() throws {
    var arbiter = try busy()
    func fromTheFuture(_ number: Int64) throws -> [UInt8] {
      let text = String(decoding: try commit(number, after: arbiter.head, epoch: 4), as: UTF8.self)
      return Array(text.replacing("automation-paused.v1", with: "automation-paused.v9").utf8)
    }
    #expect(reason(try arbiter.admit(offset: 7, fromTheFuture(9))) == "gap")
    let before = arbiter
    #expect(throws: JournalError.unknownEvent("command.automation-paused.v9", commit: 3)) {
      try arbiter.admit(offset: 8, fromTheFuture(3))
    }
    #expect(arbiter == before)
  }

  @Test("a record of another format stops the reader, and says where")
  func unknownFormat() throws {
    var arbiter = try busy()
    #expect(throws: JournalError.unknownFormat(2, offset: 7)) {
      try arbiter.admit(offset: 7, Array("{\"format\":2}".utf8))
    }
  }
}

extension Verdict {
  var isValid: Bool { if case .valid = self { true } else { false } }
}
