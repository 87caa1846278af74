import Configuration
import DarumaCore
import Foundation

/// Typed access to the settings, with errors that name the key.
struct Settings {
  private let reader: ConfigReader
  /// What relative paths are relative to; nil: the working directory.
  private let folder: String?
  let given: GivenSettings

  init(_ reader: ConfigReader, folder: String?, given: GivenSettings) {
    self.reader = reader
    self.folder = folder
    self.given = given
  }

  func text(_ key: SettingKey, isSecret: Bool = false) -> String? {
    return reader.string(forKey: ConfigKey(key.rawValue), isSecret: isSecret)
  }

  /// A secret: `env:NAME` and `file:PATH` say where it stands, anything else is the secret itself.
  func secret(_ key: SettingKey) throws -> String? {
    try text(key, isSecret: true).map { try Secret.read($0, key.rawValue, relative) }
  }

  /// A list, or one text of several entries with commas (as in the environment).
  func list(_ key: SettingKey) -> [String] {
    if let values = reader.stringArray(forKey: ConfigKey(key.rawValue)), values.count > 1 { return values }
    return (text(key) ?? reader.stringArray(forKey: ConfigKey(key.rawValue))?.first ?? "").split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }

  func path(_ key: SettingKey) -> String { relative(text(key) ?? key.standard ?? "") }

  /// Relative to the settings' file.
  func relative(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder else { return path }
    return folder + "/" + path
  }

  func span(_ key: SettingKey, default fallback: Span) throws -> Span {
    guard let text = text(key) else { return fallback }
    guard let span = Span(written: text), span > .zero else {
      throw CommandFailure("\(key.rawValue) is \u{201C}\(text)\u{201D}; write a number and a unit, such as 5s or 2m")
    }
    return span
  }

  func word<Word: RawRepresentable<String> & CaseIterable>(_ key: SettingKey, default fallback: Word) throws -> Word {
    guard let text = text(key) else { return fallback }
    guard let word = Word(rawValue: text) else {
      throw CommandFailure(
        "\(key.rawValue) is \u{201C}\(text)\u{201D}; one of " + Word.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return word
  }

  func count(_ key: SettingKey, default fallback: Int, in range: ClosedRange<Int>) throws -> Int {
    guard let text = text(key) ?? reader.int(forKey: ConfigKey(key.rawValue)).map(String.init) else { return fallback }
    guard let count = Int(text), range.contains(count) else {
      throw CommandFailure(
        "\(key.rawValue) is \u{201C}\(text)\u{201D}; write a whole number from \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return count
  }
}
