import DarumaActions
import DarumaCatalog
import Testing

@Suite("What is no application file at all is refused by name")
struct FileTextTests {
  @Test(
    "an empty file, or one of comments, describes nothing",
    arguments: ["", "\n\n", "# only a comment\n", "---\n", "~\n", "--- null\n...\n"])
  func empty(text: String) {
    let reading = MarkedText(text).read()
    #expect(reading.diagnostics.map(\.code) == [.fileEmpty])
    #expect(reading.application == nil)
  }

  @Test("a file above the limit is not parsed")
  func tooLarge() {
    let text = GoodApplication.text + String(repeating: "#", count: 4 << 20)
    #expect(MarkedText(text).read().diagnostics.map(\.code) == [.fileTooLarge])
  }

  @Test("a file of just the limit is read")
  func largest() {
    let rest = (4 << 20) - GoodApplication.text.utf8.count
    let text = GoodApplication.text + String(repeating: "#", count: rest)
    #expect(MarkedText(text).read().diagnostics.isEmpty)
  }

  @Test("bytes that are not UTF-8 are named by line and column")
  func notUTF8() {
    let bytes = Array("application: orders\naccount: é".utf8) + [0xE3, 0x81] + Array("\n".utf8)
    let reading = ApplicationFile.read(bytes, file: "a.yaml")
    #expect(reading.diagnostics.map(\.code) == [.fileNotUTF8])
    #expect(reading.diagnostics.map(\.place) == [Place(line: 2, column: 11)])
  }

  @Test("UTF-16 is refused")
  func utf16() {
    let bytes: [UInt8] = [0xFF, 0xFE] + "application: orders".utf8.flatMap { [$0, 0] }
    #expect(ApplicationFile.read(bytes, file: "a.yaml").diagnostics.map(\.code) == [.fileNotUTF8])
  }

  @Test(
    "characters that YAML forbids, or that move line numbers, are refused",
    arguments: ["\u{0}", "\u{1B}", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}"])
  func controlCharacter(character: String) {
    expect("application: orders\r\naccount: \"‹\(character)\"\n", gives: [.controlCharacter])
  }

  @Test("a byte order mark and Windows line ends do no harm, and shift no place")
  func windows() {
    let text = GoodApplication.text.replacing("\n", with: "\r\n")
    #expect(ApplicationFile.read([0xEF, 0xBB, 0xBF] + Array(text.utf8), file: "a.yaml").diagnostics.isEmpty)
    let bad = text.replacing("4h", with: "four")
    let reading = ApplicationFile.read([0xEF, 0xBB, 0xBF] + Array(bad.utf8), file: "a.yaml")
    #expect(reading.diagnostics.map(\.place) == [Place(line: 5, column: 29)])
  }
}
