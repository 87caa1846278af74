import DarumaCatalog
import DarumaCrypto
import DarumaRuntime
import Foundation

/// The application files of a folder.
enum ApplicationFolder {
  /// Reads every `*.yaml` and `*.yml` file of `path`, in order of name.
  ///
  /// - Throws: ``CommandFailure`` with every diagnostic where one file has an error: half a catalog is no catalog.
  static func read(_ path: String) throws -> [DeclaredApplication] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw CommandFailure(
        "the folder of application files, \(path), can't be read; check applications.folder")
    }
    let files = try names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.map { name in
      guard let data = FileManager.default.contents(atPath: path + "/" + name) else {
        throw CommandFailure("\(path)/\(name) can't be read; check its permissions")
      }
      return ApplicationFile(name: path + "/" + name, bytes: [UInt8](data))
    }
    let readings = ApplicationFile.validate(files)
    let errors = readings.flatMap(\.diagnostics).filter { $0.severity == .error }
    guard errors.isEmpty else {
      throw CommandFailure(
        "application files with errors are not put in force:\n"
          + errors.map(\.description).joined(separator: "\n"))
    }
    return zip(files, readings).compactMap { file, reading in
      reading.application.map { DeclaredApplication(application: $0, digest: SHA256.hex(file.bytes)) }
    }
  }
}
