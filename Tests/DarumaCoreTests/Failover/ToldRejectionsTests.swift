import Foundation
import TestSupport
import Testing

@testable import DarumaCore

@Suite("People are told of a rejected command once an hour, however often it is sent")
struct ToldRejectionsTests {
  /// An application whose file lists no operators, and what its people are told.
  private struct Flood {
    private let machine = Machine(isRightSignature: { _, _, _ in false }, digest: { _ in "digest" })
    private(set) var state = ApplicationState(name: Application.kaigo.name)
    private(set) var messages: [String] = []
    private(set) var subjects: [String] = []
    private(set) var rejected = 0
    private var count = 0

    init() {
      take(.declared(.kaigo, digest: "d1"), at: .at("03:00"))
      take(.readiness(.current), at: .at("03:00"))
    }

    private mutating func take(_ input: Machine.Input, at now: Instant) {
      for event in machine.decide(state, input, at: now) {
        if case .command(.rejected) = event.body { rejected += 1 }
        if case .notice(.due(let effect, let telling)) = event.body, telling.isOfRejections,
          effect.id.rawValue.hasSuffix("/1")
        {
          messages += [effect.action.message].compactMap(\.self)
          subjects += [effect.action.subject].compactMap(\.self)
        }
        state.apply(event)
      }
    }

    mutating func wait(until now: Instant) { take(.timePassed, at: now) }

    mutating func order(
      _ command: CommandGiven.Command, at now: Instant, sent: Instant? = nil, plan: PlanName? = nil
    ) {
      count += 1
      var order = CommandGiven(command: command, application: state.name, by: "mallory", role: nil, comment: nil)
      order.plan = plan
      let sent = sent ?? now
      take(
        .signal(
          Signal(
            id: SignalID("order-\(count)"), at: sent, seenAt: sent, source: "operator", account: "123456789012",
            region: "us-east-1", fact: .commandGiven(order), raw: .line(file: "test", number: 1))), at: now)
    }
  }

  @Test("ten thousand of them: one notice an hour, with the count of those before it; each is journaled")
  func flood() {
    var flood = Flood()
    for number in 0..<10_000 { flood.order(.approve, at: .at("03:00") + Span(milliseconds: Int64(number) * 300)) }
    #expect(flood.messages.count == 1 && flood.rejected == 10_000)
    #expect(flood.messages.first?.contains("not told") == true)
    flood.order(.approve, at: .at("03:59"))
    #expect(flood.messages.count == 1)
    flood.order(.approve, at: .at("04:00"))
    #expect(flood.messages.count == 2)
    #expect(
      flood.messages.last?.contains("10000 more were rejected since 2026-11-24T03:00:00.300Z and not told")
        == true, "\(flood.messages)")
    flood.order(.approve, at: .at("05:00"))
    #expect(flood.messages.count == 3 && flood.messages.last?.contains("more were rejected") == false)
  }

  @Test("where the flood stops, the rest of it is told once the hour is over, once, and the state has the deadline")
  func stopped() {
    var flood = Flood()
    #expect(flood.state.toldRejections?.untoldDueAt == nil)
    for minute in Int64(0)..<20 { flood.order(.approve, at: .at("03:00") + .minutes(minute)) }
    #expect(flood.messages.count == 1)
    #expect(flood.state.toldRejections?.untoldDueAt == .at("04:00"))
    flood.wait(until: .at("03:59"))
    #expect(flood.messages.count == 1)
    flood.wait(until: .at("04:00"))
    #expect(flood.subjects.last?.contains("19 more commands were rejected") == true, "\(flood.messages)")
    #expect(flood.messages.last?.contains("since 2026-11-24T03:01:00.000Z") == true)
    flood.wait(until: .at("05:00"))
    #expect(flood.messages.count == 2 && flood.state.toldRejections?.untoldDueAt == nil)
    flood.order(.approve, at: .at("05:00"))
    #expect(flood.messages.count == 3 && flood.messages.last?.contains("more were rejected") == false)
    flood.order(.approve, at: .at("05:01"))
    #expect(flood.state.nextDeadline(after: .at("05:59")) == .at("06:00"), "time alone wakes the worker")
  }

  @Test("another reason, or another kind of command, is told at once")
  func others() {
    var flood = Flood()
    flood.order(.approve, at: .at("03:00"))
    flood.order(.approve, at: .at("03:01"))
    flood.order(.deny, at: .at("03:01"))
    flood.order(.failover, at: .at("03:01"))
    flood.order(.failover, at: .at("03:01"), plan: "nosuchplan")
    #expect(flood.messages.count == 4)
    #expect(flood.messages[1].contains("1 more were rejected since 2026-11-24T03:01:00.000Z"))
  }

  @Test("times make no other reason, and whoever makes up reasons is told of ten times an hour")
  func madeUp() {
    var flood = Flood()
    for minute in 0..<50 {
      let now = Instant.at("03:00") + .minutes(Int64(minute))
      flood.order(.abort, at: now, sent: now - .hours(1))
    }
    #expect(flood.messages.count == 1, "\(flood.messages)")
    var other = Flood()
    for letter in "abcdefghijklmnopqrstuvwxyz" {
      other.order(.failover, at: .at("03:00"), plan: PlanName("plan-\(letter)"))
    }
    #expect(other.messages.count == ToldRejections.most)
    other.order(.failover, at: .at("04:00"), plan: "another")
    #expect(other.messages.count == ToldRejections.most + 1)
    #expect(other.messages.last?.contains("16 more were rejected") == true)
  }

  @Test("what was told is in the state: whoever starts anew goes on counting; nothing of it stands in a state without")
  func kept() throws {
    var flood = Flood()
    #expect(!String(decoding: try JSONEncoder().encode(flood.state), as: UTF8.self).contains("toldRejections"))
    flood.order(.approve, at: .at("03:00"))
    let again = try JSONDecoder().decode(ApplicationState.self, from: JSONEncoder().encode(flood.state))
    #expect(again == flood.state)
    #expect(String(decoding: try JSONEncoder().encode(again), as: UTF8.self).contains("toldRejections"))
  }

  @Test("a journal of before, whose notices count nothing, is read")
  func before() throws {
    let command = CommandGiven(command: .approve, application: "kaigo-subsys", by: "yuki", role: nil, comment: nil)
    let telling = Telling.commandRejected("s-1", command, reason: "no")
    let bytes = try JSONEncoder().encode(telling)
    #expect(!String(decoding: bytes, as: UTF8.self).contains("untold"))
    #expect(try JSONDecoder().decode(Telling.self, from: bytes) == telling)
  }

  @Test("a clock that was ahead mutes nobody for longer than it was")
  func clockAhead() {
    var told = ToldRejections()
    #expect(told.take("a", at: .at("09:00")) == .tell(before: nil))
    #expect(told.take("a", at: .at("03:00")) == .count)
    told.forgetFuture(after: .at("03:00"))
    #expect(told.take("a", at: .at("03:01")) == .tell(before: UntoldRejections(count: 1, since: .at("03:00"))))
  }
}

extension Telling {
  fileprivate var isOfRejections: Bool {
    switch self {
    case .commandRejected, .rejectionsUntold: true
    default: false
    }
  }
}
