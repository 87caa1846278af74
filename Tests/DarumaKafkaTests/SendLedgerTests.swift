import Synchronization
import Testing

@testable import DarumaKafka

@Suite("The ledger of sends")
struct SendLedgerTests {
  /// Remembers the answers given, by the name of the send.
  final class Answers: Sendable {
    let given = Mutex<[String: SendLedger.Outcome]>([:])

    subscript(name: String) -> SendLedger.Outcome? { given.withLock { $0[name] } }

    func reply(_ name: String) -> SendLedger.Reply {
      { outcome in
        let earlier = self.given.withLock { $0.updateValue(outcome, forKey: name) }
        #expect(earlier == nil, "\(name) was answered twice")
      }
    }
  }

  static let partition = KafkaTopicPartition("t", 0)
  static let text = String(repeating: "x", count: 36)
  /// 36 bytes of value and 64 for the format.
  static let recordBytes = 100

  let answers = Answers()

  static func ledger(records: Int = 10, bytes: Int = 10_000, waiting: Int = 10) -> SendLedger {
    var limits = KafkaWriterLimits()
    limits.recordBytes = 1_000
    limits.recordsInFlight = records
    limits.bytesInFlight = bytes
    limits.sendsWaiting = waiting
    return SendLedger(limits)
  }

  func submit(_ name: String, _ count: Int, to ledger: inout SendLedger) -> UInt64 {
    let id = ledger.makeID()
    let records = Array(repeating: KafkaOutgoing("t", Self.text), count: count)
    for answer in ledger.submit(id, records, answers.reply(name)) { answer.give() }
    return id
  }

  static func acknowledge(_ id: UInt64, _ index: Int, offset: Int64, in ledger: inout SendLedger) {
    ledger.settle(Token(send: id, index: index), .acknowledged(partition, offset: offset))?.give()
  }

  func error(_ name: String) -> KafkaSendError? {
    guard case .failure(let error) = answers[name] else { return nil }
    return error
  }

  @Test("answers once the last record is settled, in the order of the records")
  func complete() throws {
    var ledger = Self.ledger()
    let id = submit("a", 2, to: &ledger)
    #expect(ledger.takeAdmitted().map(\.id) == [id])
    #expect(ledger.bytesInFlight == 2 * Self.recordBytes)
    Self.acknowledge(id, 1, offset: 8, in: &ledger)
    #expect(answers["a"] == nil)
    Self.acknowledge(id, 0, offset: 7, in: &ledger)
    #expect(try answers["a"]?.get().map(\.offset) == [7, 8])
    #expect(ledger.isIdle)
    #expect(ledger.recordsInFlight == 0)
    #expect(ledger.bytesInFlight == 0)
  }

  @Test("names the records that failed and those that didn't")
  func partial() {
    var ledger = Self.ledger()
    let id = submit("a", 3, to: &ledger)
    _ = ledger.takeAdmitted()
    Self.acknowledge(id, 0, offset: 5, in: &ledger)
    let timeout = KafkaError(.timedOut, "late", isRetriable: true)
    ledger.settle(Token(send: id, index: 2), .failed(timeout, mayBeWritten: true))?.give()
    ledger.settle(Token(send: id, index: 1), .failed(timeout, mayBeWritten: false))?.give()
    #expect(error("a")?.failures.map(\.index) == [1, 2])
    #expect(error("a")?.failures.map(\.mayBeWritten) == [false, true])
    #expect(error("a")?.acknowledged.map(\.index) == [0])
  }

  @Test("admits no more records than may be in flight, first come first served")
  func recordLimit() {
    var ledger = Self.ledger(records: 3)
    let first = submit("a", 2, to: &ledger)
    let second = submit("b", 2, to: &ledger)
    // It would fit, but it must not overtake.
    let third = submit("c", 1, to: &ledger)
    #expect(ledger.takeAdmitted().map(\.id) == [first])
    Self.acknowledge(first, 0, offset: 0, in: &ledger)
    #expect(ledger.takeAdmitted().map(\.id) == [second])
    Self.acknowledge(first, 1, offset: 1, in: &ledger)
    #expect(ledger.takeAdmitted().map(\.id) == [third])
  }

  @Test("admits no more bytes than may be in flight")
  func byteLimit() {
    var ledger = Self.ledger(bytes: 2 * Self.recordBytes)
    let first = submit("a", 2, to: &ledger)
    _ = submit("b", 1, to: &ledger)
    #expect(ledger.takeAdmitted().map(\.id) == [first])
    #expect(ledger.takeAdmitted().isEmpty)
  }

  @Test("refuses a send that could never fit, and one too many in the queue")
  func refusals() {
    var ledger = Self.ledger(records: 2, waiting: 1)
    _ = submit("huge", 3, to: &ledger)
    #expect(error("huge")?.failures.first?.error.code == .limitExceeded)
    _ = submit("a", 2, to: &ledger)
    _ = submit("b", 1, to: &ledger)
    _ = submit("c", 1, to: &ledger)
    #expect(answers["b"] == nil)
    #expect(error("c")?.failures.first?.error.code == .limitExceeded)
    #expect(error("c")?.isRetriable == true)
  }

  @Test("refuses a whole send over one record that is too large, before anything is written")
  func tooLarge() {
    var ledger = Self.ledger()
    let records = [
      KafkaOutgoing("t", "small"), KafkaOutgoing("t", String(repeating: "x", count: 1_000)),
    ]
    for answer in ledger.submit(ledger.makeID(), records, answers.reply("a")) { answer.give() }
    #expect(error("a")?.failures.map(\.error.code) == [.messageTooLarge, .messageTooLarge])
    #expect(error("a")?.failures.map(\.mayBeWritten) == [false, false])
    #expect(error("a")?.failures[0].error.message.contains("record 1 of the same send") == true)
    #expect(ledger.isIdle)
  }

  @Test("withdraws a cancelled send while it can, and makes room")
  func cancel() {
    var ledger = Self.ledger(records: 2)
    let first = submit("a", 2, to: &ledger)
    let second = submit("b", 1, to: &ledger)
    ledger.cancel(first)?.give()
    #expect(error("a")?.failures.map(\.error.code) == [.cancelled, .cancelled])
    #expect(ledger.takeAdmitted().map(\.id) == [second])
    // librdkafka has it: its answer will be the truth.
    #expect(ledger.cancel(second) == nil)
    Self.acknowledge(second, 0, offset: 1, in: &ledger)
    #expect(throws: Never.self) { try answers["b"]?.get() }
  }

  @Test("after its end takes nothing, but waits for what librdkafka has")
  func end() {
    var ledger = Self.ledger(records: 1)
    let first = submit("a", 1, to: &ledger)
    _ = ledger.takeAdmitted()
    _ = submit("b", 1, to: &ledger)
    let broken = KafkaError(.clientBroken, "broken", isFatal: true)
    for answer in ledger.end(broken, dropping: true) { answer.give() }
    #expect(error("b")?.isFatal == true)
    _ = submit("c", 1, to: &ledger)
    #expect(error("c")?.isFatal == true)
    #expect(answers["a"] == nil)
    #expect(!ledger.isIdle)
    Self.acknowledge(first, 0, offset: 3, in: &ledger)
    #expect(ledger.isIdle)
  }

  @Test("keeps the worse of two reasons for its end")
  func endTwice() {
    var ledger = Self.ledger()
    _ = ledger.end(KafkaError(.stopped, "closed"), dropping: false)
    _ = ledger.end(KafkaError(.clientBroken, "broken", isFatal: true), dropping: false)
    _ = ledger.end(KafkaError(.stopped, "closed"), dropping: false)
    #expect(ledger.end?.code == .clientBroken)
  }

  @Test("when abandoned answers everything, with what is unknown marked so")
  func abandon() {
    var ledger = Self.ledger(records: 3)
    let first = submit("a", 2, to: &ledger)
    _ = ledger.takeAdmitted()
    _ = submit("admitted", 1, to: &ledger)
    _ = submit("waiting", 1, to: &ledger)
    Self.acknowledge(first, 1, offset: 3, in: &ledger)
    for answer in ledger.abandon(KafkaError(.stopped, "gone")) { answer.give() }
    #expect(error("a")?.failures.map(\.index) == [0])
    #expect(error("a")?.failures.map(\.mayBeWritten) == [true])
    #expect(error("a")?.acknowledged.map(\.index) == [1])
    #expect(error("admitted")?.failures.map(\.mayBeWritten) == [false])
    #expect(error("waiting")?.failures.map(\.mayBeWritten) == [false])
    #expect(ledger.isIdle)
    // A late delivery report finds nobody.
    #expect(ledger.settle(Token(send: first, index: 0), .acknowledged(Self.partition, offset: 2)) == nil)
    #expect(ledger.recordsInFlight == 0)
  }

  @Test(
    "gets its tokens back from librdkafka as they were",
    arguments: [(UInt64(1), 0), (UInt64(1), Token.maximumIndex), (UInt64(1) << 40 - 1, 5)])
  func token(send: UInt64, index: Int) {
    let token = Token(send: send, index: index)
    #expect(Token(opaque: token.opaque) == token)
  }
}
