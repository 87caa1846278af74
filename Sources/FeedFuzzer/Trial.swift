import DarumaCore
import DarumaFeeds

/// One input of the fuzzer as a record: its first byte says how the rest comes in, so that envelopes, headers
/// and narrow limits are tried without having to be guessed.
///
/// | first byte | the rest is |
/// | --- | --- |
/// | `A` to `P` | the value, and one feed alone is asked for |
/// | `h` | the value of a CloudEvent in binary mode |
/// | `H` | a line of header values, then the value |
/// | `n` | the message of an SNS delivery |
/// | `q` | the message of an SNS delivery inside the body of an SQS record |
/// | `b` | the data of a Firehose record, as base64 |
/// | `c` | the value of a record of the control topic |
/// | `t` | the value, under limits that are soon reached |
/// | any other, such as `0` | the value |
struct Trial {
  let record: RawRecord
  var limits = FeedLimits()
  var only: Feed?

  init(_ input: [UInt8]) {
    var value = input.dropFirst()
    var road = RawRecord.Road.lines
    var headers: [(name: String, value: [UInt8])] = []
    switch input[0] {
    case UInt8(ascii: "A")..<UInt8(ascii: "A") + UInt8(Feed.allCases.count) where input[0] != UInt8(ascii: "H"):
      only = Feed.allCases[Int(input[0] - UInt8(ascii: "A"))]
    case UInt8(ascii: "h"):
      headers = Self.headers(["1.0", "1", "s", "t", "application/json"].map { Array($0.utf8) })
    case UInt8(ascii: "H"):
      let line = value.prefix { $0 != 0x0A }
      value = value.dropFirst(line.count + 1)
      headers = Self.headers(line.split(separator: 0x7C, omittingEmptySubsequences: false).map(Array.init))
    case UInt8(ascii: "c"): road = .control
    case UInt8(ascii: "n"): value = Self.notification(of: value)[...]
    case UInt8(ascii: "q"):
      let body = Self.quoted(Self.notification(of: value)[...])
      value = (Array(#"{"Records":[{"messageId":"m","body":"#.utf8) + body + Array("}]}".utf8))[...]
    case UInt8(ascii: "b"):
      let text = Self.base64(value)
      value = (Array(#"{"records":[{"data":""#.utf8) + text + Array(#""}]}"#.utf8))[...]
    case UInt8(ascii: "t"):
      limits = FeedLimits(
        json: JSONLimits(
          documentBytes: 4096, stringBytes: 64, nestingDepth: 6, elements: 64, numberBytes: 12),
        envelopes: 3, findings: 3, signalIDBytes: 128)
    default: break
    }
    record = RawRecord(
      value: value, headers: headers, origin: .line(file: "fuzz", number: 1),
      receivedAt: Instant(milliseconds: 1_900_000_000_000), road: road)
  }

  private static func headers(_ values: [[UInt8]]) -> [(name: String, value: [UInt8])] {
    let names = ["ce_specversion", "ce_id", "ce_source", "ce_type", "content-type"]
    return zip(names, values).map { (name: $0, value: $1) }
  }

  private static func notification(of message: ArraySlice<UInt8>) -> [UInt8] {
    let head = #"{"Type":"Notification","MessageId":"m","TopicArn":"arn:aws:sns:eu-west-1:012345678901:t","Message":"#
    return Array(head.utf8) + quoted(message) + Array(#","Timestamp":"2026-11-24T03:42:11.500Z"}"#.utf8)
  }

  /// As a JSON string. Bytes that are no UTF-8 stay as they are: that, too, has to be refused.
  private static func quoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var quoted: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): quoted += [UInt8(ascii: "\\"), byte]
      case 0x0A: quoted += Array(#"\n"#.utf8)
      case ..<0x20: quoted += Array(#"\u00"#.utf8) + hex(byte)
      default: quoted.append(byte)
      }
    }
    return quoted + [UInt8(ascii: "\"")]
  }

  private static func hex(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return [digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
  }

  private static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    var rest = bytes
    while !rest.isEmpty {
      let three = Array(rest.prefix(3))
      rest = rest.dropFirst(3)
      let bits = three.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - three.count))
      for place in 0..<4 {
        let isPadding = place > three.count
        text.append(isPadding ? UInt8(ascii: "=") : letters[Int(bits >> UInt32(18 - 6 * place) & 0x3F)])
      }
    }
    return text
  }
}
