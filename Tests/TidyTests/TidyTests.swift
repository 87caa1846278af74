import Foundation
import Testing

/// The rules of the house, as tests. Each failure names file and line, and what to write in its place.
@Suite("The house is tidy")
struct TidyTests {
  private let sources: [SourceTree.File]
  private let tests: [SourceTree.File]

  init() throws {
    sources = try SourceTree.swiftFiles(in: "Sources")
    tests = try SourceTree.swiftFiles(in: "Tests")
  }

  @Test("the tree is found")
  func treeIsFound() {
    #expect(sources.count > 100)
    #expect(tests.count > 50)
  }

  @Test("modules import only what lies below them")
  func imports() {
    #expect(sources.flatMap(ImportRules.violations(in:)) == [])
  }

  @Test("each C library has one module that imports it", arguments: ["COpenSSL", "CCurl", "CRdKafka", "CResolv"])
  func libraries(_ library: String) {
    let importers = Set(
      sources.filter { $0.lines.contains { ImportRules.imported($0) == library } }.map(\.module))
    #expect(importers.count == 1)
  }

  @Test("banned calls have their replacement")
  func bannedCalls() {
    #expect(sources.flatMap { file in BannedText.all.flatMap { $0.violations(in: file) } } == [])
  }

  @Test("an unchecked claim of thread safety has its reason on the line above")
  func uncheckedSendable() {
    for file in sources {
      for (index, line) in file.lines.enumerated() where line.contains("@unchecked Sendable") {
        let above = index > 0 ? file.lines[index - 1].trimmingCharacters(in: .whitespaces) : ""
        #expect(above.hasPrefix("//"), "\(file.path):\(index + 1): say why on the line above")
      }
    }
  }

  @Test("no file is where everything meets: at most 500 lines")
  func sizes() {
    for file in sources + tests {
      #expect(file.lines.count <= 500, "\(file.path) has \(file.lines.count) lines; split it by what it holds")
    }
  }

  @Test(
    "files are named by what they hold", arguments: ["Utils", "Util", "Helpers", "Helper", "Common", "Manager", "Misc"])
  func names(_ word: String) {
    let named = sources.filter { $0.name.hasSuffix(word + ".swift") }.map(\.path)
    #expect(named == [])
  }

  @Test("no path of one machine stands in the project")
  func machinePaths() throws {
    // Written in parts, so that this file does not find itself.
    let marks = ["/wo" + "rk/", "/ro" + "ot/"]
    for file in sources + tests {
      for (index, line) in file.lines.enumerated() {
        #expect(!marks.contains { line.contains($0) }, "\(file.path):\(index + 1): a path of one machine")
      }
    }
  }
}

@Suite("The rules themselves find what they forbid")
struct RuleTests {
  private func file(_ path: String, _ text: String) -> SourceTree.File { SourceTree.File(path: path, text: text) }

  @Test(
    "an import is recognised in every form",
    arguments: [
      ("import DarumaCore", "DarumaCore"), ("package import GRDB", "GRDB"), ("@testable import DarumaAWS", "DarumaAWS"),
      ("import struct Foundation.Data", "Foundation"), ("internal import Yams", "Yams"),
    ])
  func recognised(_ line: String, _ module: String) {
    #expect(ImportRules.imported(line) == module)
  }

  @Test("an import upwards, a library in the wrong room and an unknown module are found")
  func upwards() {
    #expect(ImportRules.violations(in: file("Sources/DarumaCore/A.swift", "import Foundation")).count == 1)
    #expect(ImportRules.violations(in: file("Sources/DarumaJournal/A.swift", "import DarumaRuntime")).count == 1)
    #expect(ImportRules.violations(in: file("Sources/DarumaRuntime/A.swift", "import GRDB")).count == 1)
    #expect(ImportRules.violations(in: file("Sources/Elsewhere/A.swift", "")).count == 1)
    #expect(ImportRules.violations(in: file("Sources/DarumaJournal/A.swift", "import GRDB")).isEmpty)
  }

  @Test(
    "each banned text is found in code, and in a comment where it counts there", arguments: BannedText.all.map(\.text))
  func banned(_ text: String) throws {
    let rule = try #require(BannedText.all.first { $0.text == text })
    let path = (rule.only.first ?? "Sources/DarumaRuntime/") + "A.swift"
    #expect(rule.violations(in: file(path, "let x = \(text)")).count == 1)
    #expect(rule.violations(in: file(path, "// \(text)")).isEmpty != rule.countsInComments)
  }
}
