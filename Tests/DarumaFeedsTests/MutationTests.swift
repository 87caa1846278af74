import TestSupport
import Testing

@testable import DarumaFeeds

/// Whatever the bytes, decoding ends, and says something. The seed is fixed: a failure can be repeated.
@Suite("Damaged events are read, passed over or refused, and never crash")
struct MutationTests {
  /// Mutants of each event.
  private static let mutants = 60

  private static let made: [String] = [
    Made.alarmState(), Made.sqs(Made.sns(Made.alarmState())),
    Made.backupCompleted(point: "arn:aws:rds:us-east-1:1:snapshot:s"),
    #"{"specversion":"1.0","id":"1","source":"s","type":"t","data_base64":"e30="}"#,
    #"{"heartbeat":"a","at":"2026-11-24T03:42:00Z"}"#, "[1,{\"a\":\"\\ud83d\\ude00\"},null]",
  ]

  private static func events() throws -> [[UInt8]] {
    made.map { Array($0.utf8) } + (try SharedCorpus.files(of: "events").map { try SharedCorpus.bytes("events/" + $0) })
  }

  private func mutate(_ event: [UInt8], with generator: inout SeededRandom) -> [UInt8] {
    var bytes = event
    let marks = Array("\"\\{}[],:0-eu\u{1}\n".utf8) + [0x00, 0x80, 0xC3, 0xFF]
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      guard !bytes.isEmpty else { break }
      let position = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes[position] = marks.randomElement(using: &generator) ?? 0
      case 2: bytes.insert(marks.randomElement(using: &generator) ?? 0, at: position)
      case 3:
        bytes.removeSubrange(
          position..<min(position + Int.random(in: 1...40, using: &generator), bytes.count))
      case 4: bytes.removeSubrange(position...)
      default:
        let end = min(position + Int.random(in: 1...40, using: &generator), bytes.count)
        bytes.insert(
          contentsOf: bytes[position..<end], at: Int.random(in: 0...bytes.count, using: &generator))
      }
    }
    return bytes
  }

  @Test(
    "every mutant gives an outcome, and the same one when it is read again",
    arguments: [1, 2026, 0xDA25_3A] as [UInt64])
  func mutants(_ seed: UInt64) throws {
    var generator = SeededRandom(seed: seed)
    for event in try MutationTests.events() {
      for _ in 0..<MutationTests.mutants {
        let mutant = mutate(event, with: &generator)
        let decoded = decode(mutant)
        let count = decoded.signals.count + decoded.problems.count + decoded.ignored.count
        #expect(count > 0, "silent about \(String(decoding: mutant, as: UTF8.self))")
        #expect(decoded.signals.count == decoded.rules.count)
        #expect(decoded == decode(mutant))
      }
    }
  }

  @Test("every prefix of an event is refused or complete", arguments: made)
  func prefixes(_ event: String) {
    let bytes = Array(event.utf8)
    for length in 0..<bytes.count {
      let decoded = decode(Array(bytes[..<length]))
      #expect(decoded.signals.isEmpty)
      #expect(!decoded.problems.isEmpty)
    }
  }
}
