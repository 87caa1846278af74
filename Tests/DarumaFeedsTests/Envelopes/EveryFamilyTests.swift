import DarumaCore
import Foundation
import Testing

@testable import DarumaFeeds

/// One event or more of each family, made for the purpose: what must hold of all of them.
@Suite("Every family in every envelope")
struct EveryFamilyTests {
  private static let seeds = FuzzerSeeds.files()
  /// A command is no event: nothing is taken off it.
  private static let events = seeds.filter { $0 != "command.json" }

  /// What was found, without what the way there adds: places, and when it was seen.
  private func found(_ decoded: Decoded) -> [String] {
    decoded.signals.map { "\($0.id) \($0.fact)" } + decoded.problems.map { "refused: \($0.code)" }
  }

  @Test("there are seeds, and each feed reads one")
  func complete() throws {
    let rules = try Self.seeds.flatMap { decode(try FuzzerSeeds.text($0)).rules.map(\.feed) }
    #expect(Set(rules) == Set(Feed.allCases))
  }

  @Test("one event in every envelope is the same facts", arguments: events)
  func envelopes(_ seed: String) throws {
    let event = try FuzzerSeeds.text(seed)
    let base64 = EnvelopeTests.base64(event)
    let plain = found(decode(event))
    #expect(!plain.isEmpty)
    let wrapped = [
      "[\(event)]", Made.sqs(event), #"{"schema":null,"payload":\#(event)}"#,
      #"{"schema":{"type":"string"},"payload":\#(Made.quoted(event))}"#,
      #"{"requestId":"r","timestamp":1,"records":[{"data":"\#(base64)"}]}"#,
      #"{"eventSource":"aws:kafka","records":{"t-0":[{"topic":"t","value":"\#(base64)"}]}}"#,
      #"{"specversion":"1.0","id":"1","source":"s","type":"t","data":\#(event)}"#,
      #"{"specversion":"1.0","id":"1","source":"s","type":"t","data_base64":"\#(base64)"}"#,
    ]
    for text in wrapped { #expect(found(decode(text)) == plain) }
    let headers = ["ce_specversion": "1.0", "ce_id": "1", "ce_source": "s", "ce_type": "t"]
    let binary = decode(Array(event.utf8), headers: headers.map { (name: $0.key, value: Array($0.value.utf8)) })
    #expect(found(binary) == plain)
    // The message of an SNS delivery, in all its nestings. What it adds is the topic's region.
    for text in [Made.sns(event), Made.lambda(Made.sns(event)), Made.sqs(Made.sns(event))] {
      #expect(decode(text).signals.map(\.id) == decode(event).signals.map(\.id))
    }
  }

  @Test("a bad neighbour on either side loses nothing", arguments: events)
  func neighbours(_ seed: String) throws {
    let event = try FuzzerSeeds.text(seed)
    let plain = found(decode(event))
    let base64 = EnvelopeTests.base64(event)
    let notification = Made.sns(event)
    let batches = [
      "[7,\(event),{}]", "7\n\(event)\n{\"a\":\n{}", #"{"records":[{"data":"!"},{"data":"\#(base64)"},{}]}"#,
      #"{"records":{"a":7,"b":[{"value":"\#(base64)"}]}}"#, #"{"Records":[{"body":7,"messageId":"1"},\#(event)]}"#,
    ]
    for text in batches {
      let decoded = decode(text)
      #expect(Set(found(decoded)).isSuperset(of: plain))
      #expect(decoded.problems.count > decode(event).problems.count)
    }
    let lambda = decode(#"{"Records":[{"EventSource":"aws:sns","Sns":{}},{"Sns":\#(notification)}]}"#)
    #expect(lambda.signals.map(\.id) == decode(event).signals.map(\.id))
    #expect(lambda.problems.first?.place.hasPrefix("Records[0].Sns") == true)
  }

  @Test("members that nobody knows, and the mark of a replay, change nothing", arguments: seeds)
  func extraMembers(_ seed: String) throws {
    let event = try FuzzerSeeds.text(seed)
    guard seed != "command.json" else { return }
    var text = String(event.dropLast()) + #","replay-name":"r","zz":{"a":[1,{"b":null}]}}"#
    if event.contains(#""specversion""#) { text = String(event.dropLast()) + #","zz":"a"}"# }
    text = text.replacing(#""detail":{"#, with: #""detail":{"zz":[{}],"zzz":{"state":"FAILED"},"#)
    #expect(found(decode(text)) == found(decode(event)))
  }

  @Test("an account is text: as a number it has lost its zeros, and is refused", arguments: seeds)
  func account(_ seed: String) throws {
    let event = try FuzzerSeeds.text(seed)
    guard event.contains(#""account":"012345678901""#) else { return }
    let number = decode(event.replacing(#""account":"012345678901""#, with: #""account":12345678901"#))
    #expect(number.signals.isEmpty)
    #expect(number.problems.map(\.place) == ["account"])
    #expect(number.problems.map(\.code) == [.wrongType])
    for odd in ["1112233445566", "1234567890", "123456789", "012345678901"] {
      let account = event.replacing("012345678901", with: odd)
      #expect(decode(account).problems.map(\.code) == decode(event).problems.map(\.code))
    }
  }

  @Test("a time of the event that does not exist is refused by name, whatever the family", arguments: seeds)
  func dates(_ seed: String) throws {
    let event = try FuzzerSeeds.text(seed)
    guard event.contains(#""time":"2026-11-24T03:42:10Z""#) else { return }
    for (written, code) in [
      ("2026-02-30T03:42:10Z", Problem.Code.noSuchDate), ("2026-11-24T25:42:10Z", .noSuchTimeOfDay),
      ("2026-11-24T03:42:10", .noTimeZone), ("soon", .notATime),
    ] {
      let decoded = decode(event.replacing(#""time":"2026-11-24T03:42:10Z""#, with: #""time":"\#(written)""#))
      #expect(decoded.signals.isEmpty)
      #expect(decoded.problems.map(\.code) == [code])
    }
  }
}
