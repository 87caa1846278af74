import DarumaAWS
import Testing

@Suite("Reading XML")
struct XMLTreeTests {
  private func read(_ text: String) throws -> XMLTree { try XMLTree(parsing: Array(text.utf8)) }

  @Test("elements, texts, lists, references and CDATA")
  func everything() throws {
    let root = try read(
      """
      <?xml version="1.0"?>
      <r xmlns="http://a/" xmlns:p="http://b/" x="1"><!-- no --><p:name> a &amp; &#xE9; </p:name>\
      <empty/><raw><![CDATA[<b>]]></raw><list><m>1</m><other/><m>2</m></list></r>
      """)
    #expect(root.name == "r")
    #expect(root.text("name") == "a & é")
    #expect(root["empty"] != nil)
    #expect(root.text("empty") == nil)
    #expect(root.text("raw") == "<b>")
    #expect(root.list("list", of: "m").map(\.text) == ["1", "2"])
    #expect(root.list("missing", of: "m").isEmpty)
    #expect(try root.required("list").integer("m") == 1)
    #expect(try root.integer("missing") == nil)
  }

  @Test("what is missing or not a number is told with its place")
  func places() throws {
    let root = try read("<r><n>x</n><e/></r>")
    #expect(throws: WireFormatError("r has no gone")) { try root.required("gone") }
    #expect(throws: WireFormatError("r has no e")) { try root.requiredText("e") }
    #expect(throws: WireFormatError("r.n is 'x', not a number")) { try root.integer("n") }
  }

  @Test(
    "what is not one well-formed document is refused",
    arguments: ["", " ", "text", "<a>", "<a></b>", "<a/><b/>", "<p>cut", "<a>&nothing;</a>", "{}", "\u{0}"])
  func malformed(text: String) {
    #expect(throws: WireFormatError.self) { try read(text) }
  }

  @Test("nesting has a limit")
  func depth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    _ = try read(nested(XMLTree.maximumDepth))
    #expect(throws: WireFormatError.self) { try read(nested(XMLTree.maximumDepth + 1)) }
  }

  @Test("a document that declares entities is refused")
  func entities() {
    let text = "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><r>&b;</r>"
    #expect(throws: WireFormatError.self) { try read(text) }
  }
}

@Suite("Writing XML")
struct XMLElementTextTests {
  @Test(
    "texts survive being written and read again",
    arguments: ["plain", "a & b < c > \"d\" 'e'", "é 日本 \u{1F512}", "]]>", "a\tb\nc\rd"])
  func roundTrip(text: String) throws {
    let written = XMLElementText("r", [XMLElementText("t", "|" + text + "|")])
    #expect(try XMLTree(parsing: Array(written.text.utf8)).text("t") == "|" + text + "|")
  }

  @Test("what XML can't hold becomes the replacement character")
  func impossible() throws {
    let written = XMLElementText("t", "a\u{0}b\u{1B}c\u{FFFF}d")
    #expect(try XMLTree(parsing: Array(written.text.utf8)).text == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d")
  }

  @Test("a namespace stands on its element")
  func namespace() {
    #expect(XMLElementText("r", namespace: "http://a/?b&c", []).text == "<r xmlns=\"http://a/?b&amp;c\"></r>")
  }
}
