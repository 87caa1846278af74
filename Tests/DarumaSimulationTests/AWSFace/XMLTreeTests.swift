import Testing

@testable import DarumaSimulation

@Suite("XML")
struct XMLTreeTests {
  @Test("what is written can be read, whatever is in the text")
  func roundTrip() throws {
    let tree = XMLTree(
      "Root",
      members: [.text("A", "a & b < c > \"d\" 'e' ü 空\r\n"), nil, XMLTree("List", [XMLTree("Item", "1")])])
    #expect(XMLTree.read(Array(tree.document.utf8)) == tree)
  }

  @Test("attributes and namespaces are written, and passed over when read")
  func attributes() {
    var tree = XMLTree("Root", [XMLTree("A", "x")])
    tree.attributes = [
      XMLTree.Attribute(name: "xmlns", value: "https://a.example/"),
      XMLTree.Attribute(name: "b", value: "\"&\""),
    ]
    let written = "<Root xmlns=\"https://a.example/\" b=\"&quot;&amp;&quot;\"><A>x</A></Root>"
    #expect(tree.document.contains(written))
    #expect(XMLTree.read(Array(tree.document.utf8)) == XMLTree("Root", [XMLTree("A", "x")]))
  }

  @Test("indentation between elements doesn't count")
  func indentation() {
    let text = "<?xml version='1.0'?>\n<r>\n  <a>1</a>\n  <!-- c --><b> 2 </b>\n</r>\n"
    #expect(XMLTree.read(Array(text.utf8)) == XMLTree("r", [XMLTree("a", "1"), XMLTree("b", " 2 ")]))
  }

  @Test(
    "what is not well formed can't be read",
    arguments: [
      "", "x", "<a>", "<a></b>", "<a/><b/>", "<a>text<b/></a>", "<a>&unknown;</a>",
      String(repeating: "<a>", count: XMLTree.deepest + 1)
        + String(repeating: "</a>", count: XMLTree.deepest + 1),
    ])
  func malformed(text: String) {
    #expect(XMLTree.read(Array(text.utf8)) == nil)
  }

  @Test("entities of the document's own are not expanded")
  func entityBombs() {
    let text = """
      <?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "\(String(repeating: "y", count: 1_000))">
      <!ENTITY z "&x;&x;&x;&x;&x;&x;&x;&x;">]><a>&z;</a>
      """
    #expect((XMLTree.read(Array(text.utf8))?.text ?? "").count < 8_000)
  }
}
