import DarumaActions
import DarumaCatalog
import Testing
import TestSupport

@Suite("Whatever the file, the reader comes to an end and tells what is wrong")
struct MutationTests {
  private static let fragments: [[UInt8]] =
    [
      "&a ", "*a", "- ", ": ", "{", "}", "[", "]", "\"", "'", "|\n", ">-\n", "#", "\t", "\n", "? ", "!!str ",
      "!x ", "<<: ",
      "---\n", "...\n", "%YAML 1.1\n", "~", "null", "yes", "0x1F", "1e9", "-1", "99999999999999999999", "{}",
      "[]", "\u{0}",
      "\u{85}", "\u{FEFF}", "é", "\\", "@", "`", "not: ", "all: ", "after: [tell]", "cutOver: true", "zz: 1",
    ].map { Array($0.utf8) } + [[0xFF], [0xE3, 0x81], [0xC0, 0x80]]

  private static func mutated(_ text: [UInt8], _ generator: inout SeededRandom) -> [UInt8] {
    var bytes = text
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let position = Int.random(in: 0...max(0, bytes.count - 1), using: &generator)
      let end = min(bytes.count, position + Int.random(in: 1...40, using: &generator))
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes.removeSubrange(position..<end)
      case 1: bytes.insert(contentsOf: bytes[position..<end], at: position)
      case 2: bytes.insert(contentsOf: fragments.randomElement(using: &generator) ?? [], at: position)
      case 3:
        bytes.replaceSubrange(
          position..<min(end, position + 1), with: [UInt8.random(in: 0...255, using: &generator)])
      case 4: bytes = swapLines(bytes, &generator)
      default: bytes = Array(bytes[..<end])
      }
      if bytes.isEmpty { bytes = text }
    }
    return bytes
  }

  private static func swapLines(_ bytes: [UInt8], _ generator: inout SeededRandom) -> [UInt8] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    lines.swapAt(
      Int.random(in: lines.indices, using: &generator), Int.random(in: lines.indices, using: &generator))
    return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  /// So many that some of each seed do no harm.
  private static let rounds = 300

  @Test("for any of these seeds", arguments: Array(UInt64(1)...8))
  func mutations(seed: UInt64) {
    var generator = SeededRandom(seed: seed)
    let texts = [GoodApplication.text, FullApplication.text, SampleApplication.kaigo].map { Array($0.utf8) }
    var good = 0
    for round in 0..<Self.rounds {
      let bytes = Self.mutated(texts[round % texts.count], &generator)
      let reading = ApplicationFile.read(bytes, file: "m.yaml", strict: round % 2 == 0)
      let lines = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 1
      #expect((reading.application == nil) == reading.hasErrors, "seed \(seed), round \(round)")
      for diagnostic in reading.diagnostics {
        #expect(diagnostic.code != .notUnderstood, "seed \(seed), round \(round)")
        #expect((1...lines + 1).contains(diagnostic.line), "seed \(seed), round \(round): \(diagnostic)")
        #expect(diagnostic.column >= 1 && !diagnostic.message.isEmpty && !diagnostic.remedy.isEmpty)
        #expect(!diagnostic.description.contains("\n"), "seed \(seed), round \(round)")
      }
      if !reading.hasErrors { good += 1 }
    }
    // Some changes do no harm; if all did, or none, the mutations would test nothing.
    #expect((1..<Self.rounds).contains(good))
  }
}
