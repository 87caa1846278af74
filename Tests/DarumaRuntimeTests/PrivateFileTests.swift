import DarumaCore
import Foundation
import Glibc
import Testing

@testable import DarumaRuntime

@Suite("What is written is for its owner alone, whatever others may read")
struct PrivateFileTests {
  private static func mode(_ path: String) -> mode_t {
    var about = stat()
    return stat(path, &about) == 0 ? about.st_mode & 0o777 : 0
  }

  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("daruma-private-\(UUID())").path

  @Test("a file that is replaced, one that lay open before, and a folder that is made")
  func modes() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try PrivateFile.makeFolder(folder + "/reports")
    #expect(Self.mode(folder + "/reports") == 0o700)
    let path = folder + "/reports/a.md"
    try Data("old".utf8).write(to: URL(fileURLWithPath: path))
    chmod(path, 0o644)
    try PrivateFile.replace(path, with: Data("new".utf8))
    #expect(Self.mode(path) == 0o600)
    #expect(FileManager.default.contents(atPath: path) == Data("new".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/reports") == ["a.md"])
  }

  @Test("dead letters that were kept by a version before")
  func deadLetters() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try PrivateFile.makeFolder(folder)
    let path = folder + "/dead-letters.ndjson"
    try Data().write(to: URL(fileURLWithPath: path))
    chmod(path, 0o644)
    _ = try DeadLetterFile(path: path)
    #expect(Self.mode(path) == 0o600)
  }
}
