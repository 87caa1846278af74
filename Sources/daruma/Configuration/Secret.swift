import Foundation

/// A secret that a setting names or holds.
enum Secret {
  /// `env:NAME` is read from the environment, `file:PATH` from a file (its line break left out); anything else is taken as
  /// it is.
  ///
  /// - Parameters:
  ///   - key: The setting, for messages.
  ///   - resolve: Makes a relative path whole.
  static func read(_ written: String, _ key: String, _ resolve: (String) -> String) throws -> String {
    if written.hasPrefix("env:") {
      let name = String(written.dropFirst(4))
      guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else {
        throw CommandFailure("\(key): the environment has no variable \(name)")
      }
      return value
    }
    if written.hasPrefix("file:") {
      let path = resolve(String(written.dropFirst(5)))
      guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) else {
        throw CommandFailure("\(key): \(path) can't be read; check its permissions")
      }
      return text.trimmingCharacters(in: .newlines)
    }
    return written
  }
}
