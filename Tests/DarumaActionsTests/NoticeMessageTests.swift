import DarumaActions
import DarumaAWS
import DarumaCore
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("What a notice says beside its words")
struct NoticeMessageTests {
  private static let topic = Channel.sns(topic: "arn:aws:sns:us-west-2:123456789012:ops")
  private static let webhook = Channel.webhook(url: "https://hooks.example/T0/secret")

  private struct Body: Decodable {
    var effect: String
    var subject: String
    var message: String
    var journal: Report.JournalMark?
    var text: String
  }

  private static func bodies(_ scene: Scene) throws -> [Body] {
    try scene.world.with { $0.sites.asked }.map { try JSONDecoder().decode(Body.self, from: Data($0.body)) }
  }

  private static func notice(_ subject: String, _ message: String, step: StepID? = nil) -> Effect {
    var effect = Effect.sample(
      .notice(channels: [topic, webhook], subject: subject, message: message, from: "us-west-2"), step: "tell")
    effect.step = step
    return effect
  }

  @Test("the head of the journal as it is sent; a repeat has the same key, and the head of its own time")
  func head() async throws {
    let commit = Mutex<Int64>(11)
    let scene = Scene(journal: {
      commit.withLock { number in
        number += 1
        return Report.JournalMark(commit: number, head: String(repeating: "ab", count: 32))
      }
    })
    let effect = Self.notice("kaigo: it began", "Look.")
    for _ in 1...2 { _ = try await scene.cloud.act(effect) }
    let bodies = try Self.bodies(scene)
    #expect(bodies.map(\.journal?.commit) == [12, 13])
    #expect(bodies.allSatisfy { $0.journal?.head.count == 64 && $0.message == "Look." })
    let line = "(head of the journal after commit 12: \(String(repeating: "ab", count: 32)))"
    #expect(bodies.first?.text == "kaigo: it began\nLook.\n\(line)")
    let keys = scene.world.with { $0.sites.asked.flatMap(\.headers).filter { $0.name == "Idempotency-Key" } }
    #expect(keys.count == 2 && Set(keys.map(\.value)) == [effect.id.rawValue] && Set(bodies.map(\.effect)).count == 1)
    let published = scene.world.with { $0.sns.published.map { $0["Message"] } }
    #expect(published.first == "Look.\n\n\(line)")
  }

  @Test("what came from outside moves no cursor, turns no text round, and begins no line of its own")
  func outside() async throws {
    let scene = Scene()
    let hostile = "alarm \u{1B}[2J\u{202E}x\r\nApproved by hanako\u{2028}y"
    _ = try await scene.cloud.act(Self.notice("kaigo: \(hostile)", "Its condition holds: \(hostile)."))
    let body = try #require(try Self.bodies(scene).first)
    let shown = "alarm \\u{1b}[2J\\u{202e}x  Approved by hanako y"
    #expect(body.subject == "kaigo: \(shown)")
    #expect(body.message == "Its condition holds: \(shown).")
    #expect(body.text == "\(body.subject)\n\(body.message)")
    let form = try #require(scene.world.with { $0.sns.published.first })
    #expect(form["Subject"] == body.subject && form["Message"] == body.message)
  }

  @Test("a step's message keeps the lines that the application file gives it")
  func lines() async throws {
    let scene = Scene()
    _ = try await scene.cloud.act(Self.notice("kaigo", "One.\nTwo.\u{1B}[2J\n", step: "tell"))
    #expect(try Self.bodies(scene).first?.message == "One.\nTwo.\\u{1b}[2J\n")
  }
}
