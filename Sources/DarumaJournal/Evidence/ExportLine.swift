import DarumaCore
import Foundation

/// One line of an exported journal:
///
/// - `{"commit":<the record, byte for byte>,"hash":"<64 hex digits>","offset":<n>}`,
/// - the same with `"claim"` for a claim,
/// - `{"bytes":"<base64>","hash":…,"offset":…}` for a record that is no JSON on one line (then it is void).
///
/// `hash` is SHA-256 of the record's bytes as the store keeps it; where it keeps none, as computed. Void records are
/// exported too: the offset of a claim is its epoch, so offsets must stay. The bytes between the first key and
/// `,"hash":` are the stored bytes, so an auditor needs no Daruma:
///
///     sed -nE 's/^\{"(commit|claim)":(.*),"hash":"[0-9a-f]{64}","offset":[0-9]+\}$/\2/p' journal.ndjson |
///       while IFS= read -r record; do printf %s "$record" | sha256sum | cut -c1-64; done
///
/// must give what `jq -r .hash journal.ndjson` gives, and `jq -r .commit.previous` names the hash of the commit before
/// (or the head after a claim, see ``RecordHash``).
package struct ExportLine: Hashable, Sendable {
  package let offset: Int64
  package let bytes: [UInt8]
  package let hash: RecordHash

  package init(_ record: LogRecord) {
    offset = record.offset
    bytes = record.bytes
    hash = record.storedHash ?? .of(record.bytes)
  }

  /// Why a line is none of an exported journal.
  package enum Flaw: Error, Hashable, Sendable {
    case notALine
    case badBase64
  }

  /// `line`: without the line break.
  package init(parsing line: [UInt8]) throws(Flaw) {
    var rest = line[...]
    guard rest.popLast() == UInt8(ascii: "}"), let offset = Self.takeNumber(&rest),
      Self.takeSuffix("\",\"offset\":", &rest), rest.count > 64
    else { throw .notALine }
    hash = RecordHash(String(decoding: rest.suffix(64), as: UTF8.self))
    rest.removeLast(64)
    guard Self.takeSuffix(",\"hash\":\"", &rest) else { throw .notALine }
    self.offset = offset
    if Self.takePrefix("{\"commit\":", &rest) || Self.takePrefix("{\"claim\":", &rest) {
      bytes = Array(rest)
    } else if Self.takePrefix("{\"bytes\":\"", &rest), Self.takeSuffix("\"", &rest) {
      guard let decoded = Data(base64Encoded: Data(rest)) else { throw .badBase64 }
      bytes = [UInt8](decoded)
    } else {
      throw .notALine
    }
  }

  /// The line, with its line break.
  package func encoded(_ codec: CommitCodec) -> [UInt8] {
    let head: String
    let body: [UInt8]
    switch isOneLineOfJSON ? codec.decode(bytes) : .unreadable("") {
    case .commit, .unknownFormat: (head, body) = ("{\"commit\":", bytes)
    case .claim: (head, body) = ("{\"claim\":", bytes)
    case .unreadable:
      (head, body) = ("{\"bytes\":\"", [UInt8](Data(bytes).base64EncodedData()) + [UInt8(ascii: "\"")])
    }
    return Array(head.utf8) + body + Array(",\"hash\":\"\(hash)\",\"offset\":\(offset)}\n".utf8)
  }

  /// JSON may also be spread over lines, or be UTF-16: such bytes would not survive as a part of a line.
  private var isOneLineOfJSON: Bool {
    bytes.first == UInt8(ascii: "{") && bytes.last == UInt8(ascii: "}") && bytes.allSatisfy { $0 >= 0x20 }
      && String(validating: bytes, as: UTF8.self) != nil
  }

  private static func takeNumber(_ rest: inout ArraySlice<UInt8>) -> Int64? {
    let digits = rest.reversed().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let text = String(decoding: digits.reversed(), as: UTF8.self)
    rest.removeLast(text.utf8.count)
    return Int64(text)
  }

  private static func takeSuffix(_ text: String, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.suffix(text.utf8.count).elementsEqual(text.utf8) else { return false }
    rest.removeLast(text.utf8.count)
    return true
  }

  private static func takePrefix(_ text: String, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest.removeFirst(text.utf8.count)
    return true
  }
}
