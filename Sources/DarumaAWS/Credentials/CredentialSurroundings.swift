package import DarumaCore
import Foundation

/// What the sources of credentials see of the machine. Handed in, so that tests decide it.
package struct CredentialSurroundings: Sendable {
  /// What became of reading a file.
  package enum FileContent: Sendable, Equatable {
    case text(String)
    case missing
    case unreadable(reason: String)
  }

  /// What became of running a program.
  package enum ProgramOutcome: Sendable, Equatable {
    case printed([UInt8])
    case failed(reason: String)
  }

  /// Largest file that is read; credential files have a few kilobytes.
  package static let maximumFileBytes = 1024 * 1024

  package var variables: [String: String]
  package var readFile: @Sendable (_ path: String) -> FileContent
  package var now: @Sendable () -> Instant
  /// Runs a program, by its words.
  package var runProgram: @Sendable ([String]) async -> ProgramOutcome
  /// Waits before the next try; returns at once where the task is cancelled.
  package var pause: @Sendable (Duration) async -> Void

  package init(
    variables: [String: String], readFile: @escaping @Sendable (String) -> FileContent,
    now: @escaping @Sendable () -> Instant,
    runProgram: @escaping @Sendable ([String]) async -> ProgramOutcome = { await ProgramRun.run($0) },
    pause: @escaping @Sendable (Duration) async -> Void = { await Pacing.real().rest($0) }
  ) {
    self.variables = variables
    self.readFile = readFile
    self.runProgram = runProgram
    self.pause = pause
    self.now = now
  }

  /// The machine's own files; environment and clock as given.
  package static func real(
    variables: [String: String], now: @escaping @Sendable () -> Instant
  ) -> CredentialSurroundings {
    CredentialSurroundings(variables: variables, readFile: { read($0) }, now: now)
  }

  /// The value of a variable; an empty one counts as not set.
  func variable(_ name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The content of a file that a setting names: a secret, so without blanks and line breaks around it.
  ///
  /// - Throws: ``CredentialError`` where it is missing, unreadable or empty.
  func secret(
    inFile path: String, namedBy setting: String, for source: CredentialSource
  ) throws(CredentialError) -> String {
    switch readFile(path) {
    case .missing:
      throw CredentialError(.incomplete, source, "\(setting) names the file \(path), which does not exist")
    case .unreadable(let reason):
      throw CredentialError(
        .incomplete, source, "\(setting) names the file \(path), which can't be read: \(reason)")
    case .text(let text):
      let secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
      guard !secret.isEmpty else {
        throw CredentialError(.incomplete, source, "\(setting) names the file \(path), which is empty")
      }
      return secret
    }
  }

  private static func read(_ path: String) -> FileContent {
    do {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? file.close() }
      let data = try file.read(upToCount: maximumFileBytes + 1) ?? Data()
      guard data.count <= maximumFileBytes else {
        return .unreadable(reason: "it is larger than \(maximumFileBytes) bytes")
      }
      guard let text = String(bytes: data, encoding: .utf8) else {
        return .unreadable(reason: "it is not UTF-8")
      }
      return .text(text)
    } catch CocoaError.fileReadNoSuchFile, CocoaError.fileNoSuchFile {
      return .missing
    } catch {
      return .unreadable(reason: error.localizedDescription)
    }
  }
}
