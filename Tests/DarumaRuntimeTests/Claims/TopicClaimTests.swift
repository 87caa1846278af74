import DarumaCore
import DarumaJournal
import DarumaKafka
import DarumaRuntime
import Testing

@Suite("Of two workers on one set of topics the later one refuses", .timeLimit(.minutes(15)))
struct TopicClaimTests {
  private static let topic = "workers"
  private let broker: EmbeddedBroker
  private let connection: KafkaConnection

  init() throws {
    broker = try EmbeddedBroker(report: { _ in })
    try broker.createTopic(Self.topic, partitions: 1)
    connection = try KafkaConnection(bootstrapServers: broker.bootstrapServers)
  }

  private static func hash(_ digit: Character) -> RecordHash { RecordHash(String(repeating: digit, count: 64)) }

  private func claim(
    _ worker: String, over: [RecordHash] = [], acceptedAt: Instant? = nil, goesThrough: Bool = true
  ) -> TopicClaim {
    TopicClaim(
      connection,
      TopicClaim.Setting(
        topic: Self.topic, worker: worker, expiry: .minutes(10), over: over, acceptedAt: acceptedAt,
        freshness: .zero),
      report: { _ in }, goesThrough: { _ in goesThrough })
  }

  private func head(_ journal: RecordHash, _ number: Int64 = 5, moved: Int64 = 0) -> OutsideHead {
    OutsideHead(
      journal: journal, records: number + 1, number: number, head: journal, moved: moved, worker: "w",
      at: Instant(milliseconds: 1_800_000_000_000))
  }

  private func refusal(_ body: () async throws -> Void) async -> String? {
    do {
      try await body()
      return nil
    } catch {
      return (error as? ClaimRefusal)?.code ?? "\(error)"
    }
  }

  @Test("with a journal of its own, until the first lets go")
  func two() async throws {
    let (a, b) = (Self.hash("a"), Self.hash("b"))
    let first = claim("first")
    try await first.confirm(journal: a, head: head(a))
    #expect(await refusal { try await claim("second").confirm(journal: b, head: head(b)) } == "claim.taken")
    // The refused one does not disturb the first.
    try await first.confirm(journal: a, head: head(a, 6))
    await first.release(head: head(a, 6))
    let second = claim("second")
    try await second.confirm(journal: b, head: head(b))
    await second.release(head: head(b))
    await broker.stop()
  }

  @Test("started anew after a kill it goes on at once, and what still runs of before ends")
  func sameJournal() async throws {
    let a = Self.hash("a")
    let killed = claim("first")
    try await killed.confirm(journal: a, head: head(a))
    let anew = claim("first")
    try await anew.confirm(journal: a, head: head(a))
    #expect(await refusal { try await killed.confirm(journal: a, head: head(a)) } == "claim.lost")
    try await anew.confirm(journal: a, head: head(a))
    await anew.release(head: head(a))
    await broker.stop()
  }

  @Test("a person may let it take the place of one that is dead, and that stays so")
  func takenOver() async throws {
    let (a, b) = (Self.hash("a"), Self.hash("b"))
    let dead = claim("first")
    try await dead.confirm(journal: a, head: head(a, moved: 3))
    let second = claim("second", over: [a], acceptedAt: Instant(milliseconds: 1_800_000_000_001))
    try await second.confirm(journal: b, head: head(b))
    #expect(await refusal { try await dead.confirm(journal: a, head: head(a)) } == "claim.lost")
    let anew = claim("second")
    try await anew.confirm(journal: b, head: head(b))
    await anew.release(head: head(b))
    await broker.stop()
  }

  @Test("a journal that is behind what the topic says, or another copy, is refused, and the newest head stays")
  func behind() async throws {
    let a = Self.hash("a")
    let first = claim("first")
    try await first.confirm(journal: a, head: head(a, 9))
    await first.release(head: head(a, 9))
    for _ in 0..<2 {
      #expect(await refusal { try await claim("first").confirm(journal: a, head: head(a, 8)) } == "claim.behind-head")
    }
    let other = claim("first", goesThrough: false)
    #expect(await refusal { try await other.confirm(journal: a, head: head(a, 12)) } == "claim.other-head")
    let accepted = claim("first", acceptedAt: Instant(milliseconds: 1_800_000_000_000))
    try await accepted.confirm(journal: a, head: head(a, 8))
    await accepted.release(head: head(a, 8))
    await broker.stop()
  }

  @Test("a new journal where users were moved by another one is refused")
  func forgotten() async throws {
    let (a, b) = (Self.hash("a"), Self.hash("b"))
    let first = claim("first")
    try await first.confirm(journal: a, head: head(a, moved: 4))
    await first.release(head: head(a, moved: 4))
    #expect(await refusal { try await claim("second").confirm(journal: b, head: head(b)) } == "claim.other-journal")
    await broker.stop()
  }

  @Test("without the topic nothing is claimed, and that is told")
  func noTopic() async throws {
    let told = ReportLabels()
    let claim = TopicClaim(
      connection, TopicClaim.Setting(topic: "none", worker: "w", expiry: .minutes(1)),
      report: { told.add($0.label) }, goesThrough: { _ in true })
    try await claim.confirm(journal: Self.hash("a"), head: head(Self.hash("a")))
    #expect(told.labels.contains("workers-topic-missing"))
    await claim.release(head: head(Self.hash("a")))
    await broker.stop()
  }
}
