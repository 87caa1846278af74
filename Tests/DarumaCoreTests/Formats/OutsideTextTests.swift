import Testing

@testable import DarumaCore

@Suite("Text from outside does nothing when it is shown")
struct OutsideTextTests {
  @Test(
    "what moves a cursor, colours, hides, reverses or begins a line is written out",
    arguments: [
      ("a\u{1B}[2Jb", "a\\u{1b}[2Jb"), ("a\nb\r\n\tc", "a b   c"), ("a\u{202E}b", "a\\u{202e}b"),
      ("\u{9B}31m", "\\u{9b}31m"),
      ("a\u{2028}b", "a b"), ("a\u{7F}", "a\\u{7f}"), ("\u{E0041}", "\\u{e0041}"),
      ("障害 Störung é ✓", "障害 Störung é ✓"),
    ])
  func plain(text: String, shown: String) {
    #expect(OutsideText.plain(text) == shown)
    #expect(OutsideText.plain(shown) == shown, "once is enough")
  }

  @Test("it is cut where it is too long")
  func cut() {
    #expect(OutsideText.plain("abcdef", upTo: 3) == "abc ...")
    #expect(OutsideText.plain("abc", upTo: 3) == "abc")
  }

  @Test("of a text of several lines the line breaks stay, and nothing else")
  func lines() {
    #expect(OutsideText.lines("a\r\nb\n\nc\u{1B}[2J\u{2028}d\re\n") == "a\nb\n\nc\\u{1b}[2J d e\n")
  }

  @Test("in Markdown it makes no cell, tag, link or code")
  func markdown() {
    #expect(OutsideText.markdown("a|b <b> [x](y) `c` \\|") == "a\\|b \\<b> \\[x](y) \\`c\\` \\\\\\|")
  }
}
