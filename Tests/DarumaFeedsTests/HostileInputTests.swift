import DarumaCore
import Testing

@testable import DarumaFeeds

/// What a sender that is broken, or means harm, can send: each refused by a stable code, at its place, and
/// nothing is taken from it. The record as a whole, and the same text as the message of an SNS delivery.
@Suite("Hostile records are refused by name")
struct HostileInputTests {
  private static let cases: [(String, Problem.Code)] = [
    (#"{"heartbeat":"a","heartbeat":"b"}"#, .jsonDuplicateKey),
    (#"{"heartbeat":"a","heart\u0062eat":"b"}"#, .jsonDuplicateKey),
    (#"{"heartbeat":"a","x":{"y":1,"y":1}}"#, .jsonDuplicateKey),
    (#"{"heartbeat":"\ud83d"}"#, .jsonLoneSurrogate),
    (#"{"heartbeat":"\ude00\ud83d"}"#, .jsonLoneSurrogate),
    (#"{"heartbeat":"\x61"}"#, .jsonInvalidEscape),
    (#"{"heartbeat":"a","x":1e999}"#, .jsonNumberTooLarge),
    (#"{"heartbeat":"a","x":-1e999}"#, .jsonNumberTooLarge),
    (#"{"heartbeat":"a","x":"# + String(repeating: "9", count: 400) + "}", .jsonNumberTooLarge),
    (#"{"heartbeat":"a","x":0."# + String(repeating: "9", count: 400) + "}", .jsonNumberTooLarge),
    (#"{"heartbeat":"a","x":"# + String(repeating: "[", count: 65), .jsonNestingTooDeep),
    (String(repeating: #"{"heartbeat":"#, count: 70), .jsonNestingTooDeep),
    (#"{"heartbeat":"a","x":NaN}"#, .jsonUnexpectedByte),
    (#"{"heartbeat":"a"}{"heartbeat":"b"#, .jsonTrailingBytes), (#"{"heartbeat":"a"}["b"]"#, .jsonTrailingBytes),
    (#"{"heartbeat":"a"}x"#, .jsonTrailingBytes),
    (#"{"heartbeat":"a""#, .jsonUnexpectedEnd),
    (#"{"heartbeat":7}"#, .wrongType), (#"{"heartbeat":true}"#, .wrongType),
    (#"{"heartbeat":["a"]}"#, .wrongType), (#"{"heartbeat":null}"#, .missing),
    (#"{"heartbeat":"a","at":1764000000}"#, .wrongType),
  ]

  @Test("the record as a whole, and as a message", arguments: cases)
  func refused(_ text: String, _ code: Problem.Code) {
    for record in [text, Made.sns(text), Made.sqs(Made.sns(text))] {
      let decoded = decode(record)
      #expect(decoded.signals.isEmpty)
      #expect(decoded.problems.map(\.code) == [code])
    }
  }

  @Test(
    "a recovery point whose name AWS could not have given is none: it would write lines of its own",
    arguments: [#"c1\n  ALL IS SAFE"#, "c1, as of now: 0s lost", #"c1\u001b[8m"#, #"c1\u202e"#])
  func impossibleName(_ name: String) {
    let decoded = decode(Made.backupCompleted(point: "arn:aws:rds:us-east-1:012345678901:snapshot:\(name)"))
    #expect(decoded.signals.isEmpty && decoded.problems.map(\.code) == [.invalidARN], "\(decoded)")
  }

  private static let badBytes: [([UInt8], Problem.Code)] = [
    ([0xED, 0xA0, 0xBD], .jsonInvalidUTF8),  // Half of a surrogate pair, raw.
    ([0xC0, 0xAF], .jsonInvalidUTF8), ([0xE0, 0x80, 0xAF], .jsonInvalidUTF8),  // Overlong.
    ([0xF4, 0x90, 0x80, 0x80], .jsonInvalidUTF8), ([0xFF], .jsonInvalidUTF8), ([0xC3], .jsonInvalidUTF8),
    ([0x00], .jsonControlCharacter), ([0x1F], .jsonControlCharacter),
  ]

  @Test("bytes that no text holds, in a value as well as in a name", arguments: badBytes)
  func bytes(_ bytes: [UInt8], _ code: Problem.Code) {
    let value = Array(#"{"heartbeat":"a"#.utf8) + bytes + Array(#""}"#.utf8)
    let name = Array(#"{"heartbeat":"a","x"#.utf8) + bytes + Array(#"":1}"#.utf8)
    for record in [value, name] { #expect(decode(record).problems.map(\.code) == [code]) }
    #expect(decode(value).signals.isEmpty)
  }

  @Test("an escaped NUL is text: it does not end a name, and does not reach an id raw")
  func escapedNUL() {
    let decoded = decode(#"{"heartbeat":"a\u0000b","at":"2026-11-24T03:42:00Z"}"#)
    #expect(decoded.signals.map(\.id) == ["sourceSpoke#a%00b#2026-11-24T03:42:00.000Z"])
    #expect(decode(#"{"heartbeat\u0000":"a"}"#).problems.map(\.code) == [.unknownShape])
  }

  @Test("minus zero is zero where a count is meant, and no time")
  func minusZero() {
    let size = Made.backupCompleted(point: "arn:aws:rds:us-east-1:012345678901:snapshot:s").replacing(
      #""3221225472""#, with: "-0")
    guard case .recoveryPointTaken(let taken)? = decode(size).signals.first?.fact else {
      return #expect(Bool(false))
    }
    #expect(taken.sizeBytes == 0)
    let fraction = size.replacing("-0,", with: "1.5,")
    guard case .recoveryPointTaken(let other)? = decode(fraction).signals.first?.fact else {
      return #expect(Bool(false))
    }
    #expect(other.sizeBytes == nil, "a size decides nothing: what is no count is not known")
  }

  @Test("ten megabytes are refused by the record's limit, or by the string's, without being read")
  func tenMegabytes() {
    let long = #"{"heartbeat":""# + String(repeating: "a", count: 10_000_000) + #""}"#
    #expect(decode(long).problems.map(\.code) == [.jsonDocumentTooLarge])
    let wide = FeedLimits(json: JSONLimits(documentBytes: 64 << 20))
    #expect(decode(long, limits: wide).problems.map(\.code) == [.jsonStringTooLong])
    let key = #"{""# + String(repeating: "a", count: 10_000_000) + #"":1}"#
    #expect(decode(key, limits: wide).problems.map(\.code) == [.jsonStringTooLong])
    let allowed = String(repeating: "a", count: 400_000)
    let name = decode(#"{"heartbeat":"\#(allowed)","at":"2026-11-24T03:42:00Z"}"#)
    #expect(name.problems.map(\.code) == [.keyTooLong])
    #expect(decode(#"{"\#(allowed)":1}"#).problems.allSatisfy { $0.reason.utf8.count < 500 })
  }

  @Test("envelopes that hold one another without end stop at the limit")
  func envelopeBombs() {
    var sns = Made.alarmState()
    var base64 = Made.alarmState()
    var arrays = Made.alarmState()
    for _ in 0..<9 {
      arrays = "[\(arrays)]"
      base64 = #"{"records":[{"data":"\#(EnvelopeTests.base64(base64))"}]}"#
    }
    // Each layer escapes the quotes of the one before: more of them do not fit into a record.
    for _ in 0..<4 { sns = Made.sqs(Made.sns(sns)) }
    for bomb in [arrays, base64, sns] {
      let decoded = decode(bomb)
      #expect(decoded.signals.isEmpty)
      #expect(decoded.problems.map(\.code) == [.wrappedTooDeep])
    }
  }

  @Test("batches of nothing but bad elements are given up at the limit, however many follow")
  func batches() {
    let zeros = String(repeating: "0,", count: 90_000) + "0"
    let limits = FeedLimits(findings: 50)
    for record in [
      "[\(zeros)]", #"{"Records":[\#(zeros)]}"#, #"{"records":[\#(zeros)]}"#, #"{"records":{"t-0":[\#(zeros)]}}"#,
      #"{"version":"4","alerts":[\#(zeros)]}"#,
      Made.event(
        "aws.ec2", "EBS Multi-Volume Snapshots Completion Status",
        detail: #"{"result":"succeeded","snapshots":[\#(zeros)]}"#),
    ] {
      let decoded = decode(record, limits: limits)
      #expect(decoded.problems.last?.code == .tooManyFindings)
      #expect(decoded.problems.count == 51)
    }
  }
}
