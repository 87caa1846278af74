import Testing

@testable import DarumaFeeds

@Suite("JSON is read strictly")
struct JSONParserTests {
  private func parse(_ text: String, _ limits: JSONLimits = JSONLimits()) throws(JSONFault) -> JSONValue {
    try JSONDocument(Array(text.utf8), limits: limits).root
  }

  private func fault(_ bytes: [UInt8], _ limits: JSONLimits = JSONLimits()) -> JSONFault? {
    do throws(JSONFault) {
      _ = try JSONDocument(bytes, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "what is JSON is accepted",
    arguments: [
      "{}", "[]", "null", "true", "false", "0", "-0", "1.5", "1e5", "1E+5", "-1.25e-3", "\"\"", " { } ",
      "[[],{}]", "{\"a\":{\"b\":[1,2,{\"c\":null}]}}", "\"\\u0041\\n\\\"\\\\\\/\"", "\"\\ud83d\\ude00\"",
      "\"日本語 ünïcode 😀\"", "[1,2,3]\n", "{\"\":1}", "123456789012345678901234567890",
    ])
  func accepted(_ text: String) throws {
    _ = try parse(text)
  }

  @Test(
    "what is not is refused by name, at its byte",
    arguments: [
      ("", .empty, 0), ("  \n", .empty, 3), ("{", .unexpectedEnd, 1), ("[1,", .unexpectedEnd, 3),
      ("\"abc", .unexpectedEnd, 4), ("tru", .unexpectedEnd, 3), ("{\"a\"", .unexpectedEnd, 4),
      ("nul!", .unexpectedByte, 3), ("{a:1}", .unexpectedByte, 1), ("[1,]", .unexpectedByte, 3),
      ("{\"a\":1,}", .unexpectedByte, 7), ("{\"a\" 1}", .unexpectedByte, 5), ("'a'", .unexpectedByte, 0),
      ("[1 2]", .unexpectedByte, 3), ("NaN", .unexpectedByte, 0), ("Infinity", .unexpectedByte, 0),
      ("{} {}", .trailingBytes, 3), ("1 x", .trailingBytes, 2), ("[]]", .trailingBytes, 2),
      ("{\"a\":1,\"a\":2}", .duplicateKey, 8), ("{\"a\":1,\"b\":{},\"\\u0061\":2}", .duplicateKey, 15),
      ("[{\"x\":1},{\"x\":1,\"x\":1}]", .duplicateKey, 17),
      ("\"a\tb\"", .controlCharacter, 2), ("\"a\nb\"", .controlCharacter, 2),
      ("\"\u{1}\"", .controlCharacter, 1),
      ("\"\\x41\"", .invalidEscape, 1), ("\"\\u12G4\"", .invalidEscape, 1), ("\"\\", .unexpectedEnd, 2),
      ("\"\\u12", .unexpectedEnd, 5),
      ("\"\\ud83d\"", .loneSurrogate, 1), ("\"\\ude00\"", .loneSurrogate, 1),
      ("\"\\ud83dxxxxxx\"", .loneSurrogate, 1),
      ("\"\\ud83d\\u0041\"", .loneSurrogate, 1), ("\"\\ud83d\\n12345\"", .loneSurrogate, 1),
      ("01", .malformedNumber, 0), ("-", .malformedNumber, 0), ("1.", .malformedNumber, 0),
      ("1e", .malformedNumber, 0),
      ("1e+", .malformedNumber, 0), ("[-x]", .malformedNumber, 1), (".5", .unexpectedByte, 0),
      ("+1", .unexpectedByte, 0),
      ("1e309", .numberTooLarge, 0), ("1e999999999999999999999", .numberTooLarge, 0),
      ("[10e308]", .numberTooLarge, 1),
    ] as [(String, JSONFault.Code, Int)])
  func refused(_ text: String, _ code: JSONFault.Code, _ offset: Int) {
    #expect(fault(Array(text.utf8)) == JSONFault(code, at: offset))
  }

  @Test(
    "bytes that are no UTF-8 are refused",
    arguments: [
      [0xFF], [0xC0, 0xAF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80],
      [0xE0, 0x80, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC3, 0x28],
      [0xE2, 0x28, 0xA1],
    ] as [[UInt8]])
  func invalidUTF8(_ bytes: [UInt8]) {
    #expect(fault([0x22] + bytes + [0x22]) == JSONFault(.invalidUTF8, at: 1))
    // Also beyond the eight bytes that are skipped at once.
    #expect(fault([0x22] + Array("0123456789".utf8) + bytes + [0x22]) == JSONFault(.invalidUTF8, at: 11))
  }

  @Test("a byte order mark is named")
  func byteOrderMark() {
    #expect(fault([0xEF, 0xBB, 0xBF, 0x7B, 0x7D]) == JSONFault(.byteOrderMark, at: 0))
  }

  @Test("a bomb of nested arrays stops at the limit")
  func nestingBomb() {
    let bomb = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(fault(bomb) == JSONFault(.nestingTooDeep, at: 64))
    let objects = Array(String(repeating: "{\"a\":", count: 100_000).utf8)
    #expect(fault(objects)?.code == .nestingTooDeep)
  }

  @Test("a string of ten megabytes is refused by the document's limit, or by the string's")
  func longString() {
    let long = [0x22] + [UInt8](repeating: UInt8(ascii: "a"), count: 10_000_000) + [0x22]
    #expect(fault(long)?.code == .documentTooLarge)
    #expect(fault(long, JSONLimits(documentBytes: 20_000_000)) == JSONFault(.stringTooLong, at: 1))
  }

  @Test("elements, digits and bytes have limits of their own")
  func limits() {
    let many = Array(("[" + String(repeating: "0,", count: 300) + "0]").utf8)
    #expect(fault(many, JSONLimits(elements: 300))?.code == .tooManyElements)
    #expect(fault(many, JSONLimits(elements: 302)) == nil)
    let digits = [UInt8](repeating: UInt8(ascii: "1"), count: 400)
    #expect(fault(digits)?.code == .numberTooLarge)
    #expect(fault(Array("0.".utf8) + digits)?.code == .numberTooLarge)
    #expect(fault(Array("[1,2]".utf8), JSONLimits(documentBytes: 4)) == JSONFault(.documentTooLarge, at: 4))
  }

  @Test("a duplicate among many keys is found without comparing each with each")
  func manyKeys() throws {
    let members = (0..<20_000).map { "\"key\($0)\":\($0)" }
    let unique = "{" + members.joined(separator: ",") + "}"
    _ = try parse(unique)
    let twice = "{" + (members + ["\"key\\u0031\":0"]).joined(separator: ",") + "}"
    #expect(fault(Array(twice.utf8))?.code == .duplicateKey)
  }

  @Test(
    "strings are decoded with their escapes",
    arguments: [
      (#""a\"b\\c\/d""#, "a\"b\\c/d"), (#""\b\f\n\r\t""#, "\u{8}\u{C}\n\r\t"), (#""\u00e9\u65e5""#, "é日"),
      (#""\ud83d\ude00!""#, "😀!"), (#""\uD83D\uDE00""#, "😀"), (#""plain""#, "plain"), (#""日本""#, "日本"),
    ])
  func text(_ json: String, _ expected: String) throws {
    #expect(try parse(json).text == expected)
  }

  @Test(
    "numbers are kept as they are written",
    arguments: ["8.77130197E8", "0.000166666666666667", "-0", "1e-400"])
  func numbers(_ text: String) throws {
    #expect(try parse(text).text == text)
  }

  @Test("members and elements are found in the order in which they are written")
  func walk() throws {
    let value = try parse(#"{"a":[1,[2],{"x":3}],"b":{},"c\n":"d","e":null}"#)
    #expect(value.members.map { $0.key.text } == ["a", "b", "c\n", "e"])
    #expect(value.member("a")?.elements.map(\.kind) == [.number, .array, .object])
    #expect(value.member("b")?.members.map { $0.key.text } == [])
    #expect(value.member("c\n")?.equals("d") == true)
    #expect(value.member("e")?.isNull == true)
    #expect(value.optional("e") == nil)
    #expect(value.member("f") == nil)
    #expect(value.member("a")?.member("x") == nil)
  }
}
