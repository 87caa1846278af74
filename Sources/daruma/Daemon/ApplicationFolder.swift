import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import DarumaCrypto
import DarumaRuntime
import Foundation

/// The application files of a folder.
struct ApplicationFolder {
  /// Who withdraws an application whose file is gone.
  static let withdrawer = "applications folder"

  /// The good files. What is not among them is withdrawn, unless some file has errors: nobody knows then which application
  /// it would have been.
  var catalog: DeclaredCatalog
  /// What is wrong with the others; each of them replaces and withdraws nothing.
  var errors: [Diagnostic]

  /// Reads every `*.yaml` and `*.yml` file of `path`, in order of name.
  ///
  /// - Parameter addresses: Keeps the addresses that stand in the files; the applications hold what stands for them.
  /// - Throws: ``CommandFailure`` where the folder or a file can't be read, or where there are files and none is good.
  static func read(_ path: String, _ addresses: WebhookAddresses) throws -> ApplicationFolder {
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
    let applications = zip(files, readings).compactMap { file, reading in
      reading.application.map {
        DeclaredApplication(application: $0.naming(addresses), digest: SHA256.hex(file.bytes))
      }
    }
    guard errors.isEmpty || !applications.isEmpty else {
      throw CommandFailure(
        "application files with errors are not put in force:\n"
          + errors.map(\.description).joined(separator: "\n"))
    }
    return ApplicationFolder(
      catalog: DeclaredCatalog(applications, othersWithdrawnBy: errors.isEmpty ? withdrawer : nil), errors: errors)
  }
}

extension Application {
  /// The same, with names in place of the addresses of webhooks, and of checks that have a query: it is journaled, and shown.
  func naming(_ addresses: WebhookAddresses) -> Application {
    withChannels { channel in
      switch channel {
      case .sns: channel
      case .webhook(let url): .webhook(url: addresses.reference(for: url))
      }
    }.withChecks { addresses.reference(forCheck: $0) }
  }
}
