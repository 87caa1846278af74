import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("JSON answers are read strictly")
struct JSONDocumentTests {
  static let read: [(String, Document)] = [
    ("{}", [:]), (" [ ] ", []), ("null", .null), ("true", true), ("-0", 0), ("9223372036854775807", .integer(.max)),
    ("9223372036854775808", .decimal(9_223_372_036_854_775_808)), ("1.5e-3", .decimal(0.0015)), ("1E2", .decimal(100)),
    (#""a\"\\\/\b\f\n\r\t\u00fc\ud83d\ude00""#, .text("a\"\\/\u{8}\u{c}\n\r\tü😀")), ("\"日本\"", "日本"),
    (#"{"a":{"b":[1,"2",false]},"":[]}"#, ["a": ["b": [1, "2", false]], "": []]),
  ]

  @Test("each form", arguments: read)
  func forms(text: String, value: Document) throws {
    #expect(try JSONDocument.read(Array(text.utf8)) == value)
  }

  static let refused = [
    "", " ", "{", "[1", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "{\"a\":1,\"a\":1}", "{\"\\u0061\":1,\"a\":1}",
    "01",
    "1.", ".5", "1e", "+1", "-", "1e999", "tru", "nul", "NaN", "\"a", "\"\n\"", "\"\\x\"", "\"\\u12\"", "\"\\u+123\"",
    "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "1 2", "\u{FEFF}{}", "{}x", "'a'",
    String(repeating: "[", count: 65),
  ]

  @Test("nothing else", arguments: refused)
  func others(text: String) {
    #expect(throws: WireFormatError.self) { try JSONDocument.read(Array(text.utf8)) }
  }

  @Test("bytes that are no UTF-8 are refused")
  func notUTF8() {
    #expect(throws: WireFormatError.self) { try JSONDocument.read([0x22, 0xC3, 0x28, 0x22]) }
    #expect(throws: WireFormatError.self) { try JSONDocument.read([0x22, 0xED, 0xA0, 0x80, 0x22]) }
  }

  @Test("as deep as allowed")
  func depth() throws {
    _ = try JSONDocument.read(Array((String(repeating: "[", count: 64) + String(repeating: "]", count: 64)).utf8))
  }
}
