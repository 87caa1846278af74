import DarumaCore
import DarumaJournal
import Testing

@Suite("Events of old versions")
struct UpcasterTests {
  /// A version that never was: pauses once had no author but a list of them, and before that a number.
  private let upcasters = Upcasters([
    Upcaster(from: "command.automation-paused.v0", to: "command.automation-paused.v1") { data in
      guard case .array(let authors)? = data["authors"], case .string(let first)? = authors.first else {
        throw Misfit(description: "no author")
      }
      return ["by": .string(first)]
    },
    Upcaster(from: "ops.paused.v1", to: "command.automation-paused.v0") { data in
      guard case .number(let number)? = data["badge"] else { throw Misfit(description: "no badge") }
      return ["authors": .array([.string("badge \(number)"), "ignored"])]
    },
  ])

  private struct Misfit: Error, CustomStringConvertible { let description: String }

  private func record(_ type: String, _ data: String) -> [UInt8] {
    Array(
      """
      {"at":"2026-09-21T14:13:20.000Z","epoch":0,"events":[{"application":"shop","at":"2026-09-21T14:13:20.000Z",\
      "cause":"c","data":\(data),"sequence":12,"type":"\(type)"}],"format":1,"inputs":[],"kind":"commit","number":1,\
      "partition":0,"previous":"00","worker":"w"}
      """.utf8)
  }

  private func events(_ record: [UInt8]) throws -> [Event] {
    guard case .commit(_, let commit) = CommitCodec(upcasters: upcasters).decode(record) else { return [] }
    return try commit.get().events
  }

  private func event(_ text: String) -> Event {
    Event(
      application: "shop", sequence: 12, at: Sample.start, cause: "c",
      body: .command(.automationPaused(by: text)))
  }

  @Test("an old event is read as its successor")
  func oneStep() throws {
    let read = try events(record("command.automation-paused.v0", "{\"authors\":[\"ann\",\"bob\"]}"))
    #expect(read == [event("ann")])
  }

  @Test("a very old event goes through every step, and no digit of a number is lost")
  func twoSteps() throws {
    let read = try events(record("ops.paused.v1", "{\"badge\":9007199254740993}"))
    #expect(read == [event("badge 9007199254740993")])
  }

  @Test("an event of today is left alone")
  func present() throws {
    #expect(try events(record("command.automation-paused.v1", "{\"by\":\"ann\"}")) == [event("ann")])
  }

  @Test("old data that its upcaster can't use names the commit and the type")
  func misfit() {
    #expect(
      throws: JournalError.unreadableEvent(
        "command.automation-paused.v0", commit: 1, index: 0, detail: "no author")
    ) { try events(record("command.automation-paused.v0", "{\"authors\":[]}")) }
  }

  @Test("without its upcaster an old event is unknown")
  func unknown() {
    guard case .commit(_, .failure(let error)) = CommitCodec().decode(record("ops.paused.v1", "{}")) else {
      Issue.record("it was read")
      return
    }
    #expect(error == .unknownEvent("ops.paused.v1", commit: 1))
  }

  @Test("JSON of every kind survives the way through the tree")
  func tree() throws {
    let text = "{\"a\":[null,true,false,0,-1.25,123456789012345678901234567890,\"x\\u0000y\",{}],\"b\":{\"c\":\"/\"}}"
    let tree = try CanonicalJSON.decode(JSONTree.self, from: Array(text.utf8))
    #expect(String(decoding: try CanonicalJSON.encode(tree), as: UTF8.self) == text)
  }
}
