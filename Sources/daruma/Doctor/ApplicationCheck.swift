import DarumaActions
import DarumaCatalog
import DarumaCore
import Foundation

/// Whether the application files can be put in force.
enum ApplicationCheck {
  /// - Returns: What is to be said, and the applications that can be put in force.
  static func run(folder: String) -> ([DoctorFinding], [Application]) {
    let check = "applications"
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder).sorted() else {
      return ([.fail(check, "the folder \(folder) can't be read", "make it, or correct applications.folder")], [])
    }
    let paths = names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.map { folder + "/" + $0 }
    var findings: [DoctorFinding] = []
    var files: [ApplicationFile] = []
    for path in paths {
      guard let data = FileManager.default.contents(atPath: path) else {
        findings.append(.fail(check, "\(path) can't be read", "let the worker's user read it"))
        continue
      }
      files.append(ApplicationFile(name: path, bytes: [UInt8](data)))
    }
    let readings = ApplicationFile.validate(files)
    for diagnostic in readings.flatMap(\.diagnostics) {
      let words = OutsideText.plain(diagnostic.description)
      switch diagnostic.severity {
      case .error: findings.append(.fail(check, words, "correct the file; see daruma validate"))
      case .warning: findings.append(.warn(check, words, "see daruma validate"))
      }
    }
    if paths.isEmpty {
      findings.append(.warn(check, "there is no application file in \(folder)", "write one: daruma schema --sample"))
    } else if findings.isEmpty {
      findings.append(.ok(check, "\(paths.count) application file\(paths.count == 1 ? "" : "s") can be put in force"))
    }
    return (findings, readings.compactMap(\.application))
  }
}
