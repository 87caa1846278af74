import DarumaCore
import Foundation
import Synchronization
import Testing

@testable import DarumaRuntime

@Suite("A dead letter that can't be sent is kept, stops nothing, and is sent later", .timeLimit(.minutes(15)))
struct DeadLetterPostTests {
  /// A topic that takes letters, is away, or refuses large ones, as the test says.
  private final class Topic: DeadLetterSink {
    struct Away: Error {}
    struct TooLarge: RefusesLetter { let refusesLetter = true }

    let isAway = Mutex(false)
    let taken = Mutex<[DeadLetter]>([])

    func put(_ letters: [DeadLetter]) async throws {
      if isAway.withLock(\.self) { throw Away() }
      if letters.contains(where: { $0.bytes.count > 1_000 }) { throw TooLarge() }
      taken.withLock { $0 += letters }
    }
    func close() async {}
    var origins: [String] { taken.withLock { $0.map(\.origin.description) } }
  }

  private let topic = Topic()
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  private var path: String { folder.appending(path: "dead-letters.ndjson").path }

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  private static func letter(_ offset: Int64, bytes: Int = 3) -> DeadLetter {
    DeadLetter(
      bytes: Array(repeating: UInt8(offset), count: bytes), key: [7], headers: [("h", [1, 2])],
      origin: .record(topic: "t [x]", partition: 2, offset: offset),
      problems: (0..<12).map { DeadLetter.Problem(code: "c", reason: "r\($0)") }, at: Instant(milliseconds: 5))
  }

  /// A post whose next try comes when the test says, and what it tells.
  private func post(
    mostBytes: Int = 1_000_000
  ) throws -> (DeadLetterPost, tries: AsyncStream<Void>.Continuation, news: AsyncStream<DeadLetterPost.News>) {
    let (stream, tries) = AsyncStream.makeStream(of: Void.self)
    let turns = Turns(stream)
    let (news, told) = AsyncStream.makeStream(of: DeadLetterPost.News.self)
    let post = try DeadLetterPost(
      path: path, mostBytes: mostBytes, pause: { try await turns.next() }, open: { [topic] in topic },
      told: { told.yield($0) })
    return (post, tries, news)
  }

  private actor Turns {
    private var iterator: AsyncStream<Void>.Iterator
    init(_ stream: AsyncStream<Void>) { iterator = stream.makeAsyncIterator() }
    func next() async throws {
      var iterator = iterator
      guard await iterator.next(isolation: self) != nil else { throw CancellationError() }
      self.iterator = iterator
    }
  }

  @Test("while the topic is away letters are kept in order, whole, and sent once it is back; then nothing is kept")
  func away() async throws {
    let (post, tries, news) = try post()
    var heard = news.makeAsyncIterator()
    topic.isAway.withLock { $0 = true }
    try await post.put([Self.letter(1)])
    guard case .kept(count: 1, _) = await heard.next() else { throw Problem() }
    topic.isAway.withLock { $0 = false }
    // Behind what is kept already, although the topic would take it.
    try await post.put([Self.letter(2)])
    #expect(topic.origins.isEmpty)
    tries.yield()
    guard case .sent(count: 2) = await heard.next() else { throw Problem() }
    #expect(topic.origins == ["t [x][2] offset 1", "t [x][2] offset 2"])
    let letters = topic.taken.withLock { $0 }
    let first = try #require(letters.first)
    #expect(first.bytes == [1, 1, 1] && first.key == [7] && first.headers.map(\.value) == [[1, 2]])
    #expect(first.count == 12 && first.reason == Self.letter(1).reason)
    try await post.put([Self.letter(3)])
    #expect(topic.origins.last == "t [x][2] offset 3")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)).isEmpty)
    tries.finish()
    await post.close()
  }

  @Test("what an earlier process kept is sent by the next one, and a line that a crash cut off is passed over")
  func restarted() async throws {
    let (first, tries, _) = try post()
    topic.isAway.withLock { $0 = true }
    try await first.put([Self.letter(1), Self.letter(2)])
    tries.finish()
    await first.close()
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(#"{"code":"c","#.utf8))
    try handle.close()
    topic.isAway.withLock { $0 = false }
    let (second, again, news) = try post()
    var heard = news.makeAsyncIterator()
    await second.start()
    try await second.put([Self.letter(3)])
    again.yield()
    guard case .sent(count: 3) = await heard.next() else { throw Problem() }
    #expect(topic.origins.count == 3)
    again.finish()
    await second.close()
  }

  @Test("a letter that the topic will never take stays with the reason, and holds no other up")
  func refused() async throws {
    let (post, tries, news) = try post()
    var heard = news.makeAsyncIterator()
    try await post.put([Self.letter(1, bytes: 2_000), Self.letter(2)])
    guard case .kept = await heard.next() else { throw Problem() }
    tries.yield()
    guard case .refused(let origin, _) = await heard.next() else { throw Problem() }
    #expect(origin == "t [x][2] offset 1")
    guard case .sent(count: 1) = await heard.next() else { throw Problem() }
    try await post.put([Self.letter(3)])
    #expect(topic.origins == ["t [x][2] offset 2", "t [x][2] offset 3"])
    let kept = try String(contentsOfFile: path, encoding: .utf8)
    #expect(kept.split(separator: "\n").count == 1 && kept.contains("\"refused\""))
    tries.finish()
    await post.close()
  }

  @Test("a file that is deleted or moved away under the worker is made anew with what it held, and told")
  func displaced() async throws {
    let (post, tries, news) = try post()
    var heard = news.makeAsyncIterator()
    topic.isAway.withLock { $0 = true }
    try await post.put([Self.letter(1)])
    guard case .kept = await heard.next() else { throw Problem() }
    try FileManager.default.removeItem(atPath: path)
    try await post.put([Self.letter(2)])
    guard case .madeAnew = await heard.next() else { throw Problem() }
    #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count == 2)
    try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
    topic.isAway.withLock { $0 = false }
    tries.yield()
    guard case .madeAnew = await heard.next(), case .sent(count: 2) = await heard.next() else { throw Problem() }
    #expect(topic.origins == ["t [x][2] offset 1", "t [x][2] offset 2"])
    tries.finish()
    await post.close()
  }

  @Test("a file that is full is told with the place of each record, and stops nothing")
  func full() async throws {
    let (post, tries, news) = try post(mostBytes: 100)
    var heard = news.makeAsyncIterator()
    topic.isAway.withLock { $0 = true }
    try await post.put([Self.letter(1)])
    guard case .kept = await heard.next(), case .noRoom(let origin) = await heard.next() else { throw Problem() }
    #expect(origin.description == "t [x][2] offset 1")
    tries.finish()
    await post.close()
  }

  @Test("an origin is read as it is written", arguments: ["t[0] offset 5", "a b.txt line 7", "x[1][2] offset 0"])
  func origin(_ text: String) { #expect(Origin(text)?.description == text) }

  @Test(
    "what is no origin", arguments: ["", "t", "t[0] offset", "t offset 5", "t[x] offset 5", "f line x", "f page 3"])
  func noOrigin(_ text: String) { #expect(Origin(text) == nil) }

  private struct Problem: Error {}
}
