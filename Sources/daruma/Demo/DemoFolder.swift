import Foundation

/// Where the demonstration keeps its journal and reports.
struct DemoFolder: Sendable {
  let path: String
  let isTemporary: Bool

  var journal: String { path + "/daruma.sqlite" }
  var reports: String { path + "/reports" }

  /// One that is there already.
  init(existing path: String) {
    self.path = path
    isTemporary = false
  }

  /// - Throws: ``CommandFailure`` where the folder can't be made.
  init(keep: String?) throws {
    isTemporary = keep == nil
    path =
      keep ?? FileManager.default.temporaryDirectory.appendingPathComponent("daruma-demo-\(getpid())").path
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw CommandFailure("\(path) can't be made: \(error.localizedDescription)")
    }
    if FileManager.default.fileExists(atPath: journal) {
      throw CommandFailure("\(journal) exists already; give --keep another folder")
    }
  }

  func removeIfTemporary() {
    guard isTemporary else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      Terminal.errors.line("the temporary folder \(path) was not removed: \(error.localizedDescription)")
    }
  }
}
