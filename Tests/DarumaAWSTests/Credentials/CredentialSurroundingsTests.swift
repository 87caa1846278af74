import Foundation
import Testing

@testable import DarumaAWS

@Suite("Reading files with credentials")
struct CredentialSurroundingsTests {
  @Test("what is there, what is missing, what is too large, what is no text and what is a folder")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("daruma-files-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let surroundings = CredentialSurroundings.real(variables: [:], now: { FakeMachine.start })
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    try Data("text".utf8).write(to: URL(fileURLWithPath: path("text")))
    try Data(repeating: 65, count: CredentialSurroundings.maximumFileBytes + 1)
      .write(to: URL(fileURLWithPath: path("large")))
    try Data([0xFF, 0xFE]).write(to: URL(fileURLWithPath: path("bytes")))
    try Data().write(to: URL(fileURLWithPath: path("empty")))
    #expect(surroundings.readFile(path("text")) == .text("text"))
    #expect(surroundings.readFile(path("empty")) == .text(""))
    #expect(surroundings.readFile(path("missing")) == .missing)
    for name in ["large", "bytes", ""] {
      guard case .unreadable = surroundings.readFile(path(name)) else {
        Issue.record("'\(name)' was not refused")
        continue
      }
    }
  }
}
