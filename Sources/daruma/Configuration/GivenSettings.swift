import DarumaCatalog
import Foundation

/// What is given in the file, by `--set` and in the environment, so that what nobody asks for is found: a misspelt key must
/// not leave a default in force.
final class GivenSettings: Sendable {
  /// Below it stand the names of librdkafka, with their dots.
  private static let properties = SettingKey.kafkaProperties.rawValue
  /// The variables of the environment that set them.
  static let propertyVariables = SettingKey.kafkaProperties.variable + "_"

  private let entries: [SettingsText.Entry]

  /// - Parameters:
  ///   - file: The settings' file; nil where there is none.
  ///   - overrides: `key=value`, later ones first.
  init(file: String?, overrides: [String]) throws {
    var entries: [SettingsText.Entry] = []
    for override in overrides {
      guard let split = override.firstIndex(of: "="), split > override.startIndex else {
        throw CommandFailure("--set \(override): write key=value, such as --set journal.path=daruma.sqlite")
      }
      entries.append(
        SettingsText.Entry(
          path: override[..<split].split(separator: ".", omittingEmptySubsequences: false).map(String.init),
          values: [String(override[override.index(after: split)...])], place: "--set \(override[..<split])"))
    }
    if let file {
      guard let data = FileManager.default.contents(atPath: file) else {
        throw CommandFailure("\(file) can't be read; check --config")
      }
      do {
        entries += try SettingsText.read([UInt8](data), file: file).entries.map {
          // A key with a dot is found by nobody, save below the properties.
          if $0.path.starts(with: ["kafka", "properties"]) { return $0 }
          if let dotted = $0.path.first(where: { $0.contains(".") }) {
            throw CommandFailure(
              "\($0.place): write \(dotted) as nested keys, one a line: the part before the dot, and below it the rest")
          }
          return $0
        }
      } catch let fault as SettingsFault {
        throw CommandFailure("\(fault)")
      }
    }
    self.entries = entries
  }

  /// Properties of librdkafka, by its own names: of the environment (`DARUMA_KAFKA_PROPERTIES_SSL_KEY_PASSWORD`), of
  /// `--set`, of the file.
  func libraryProperties(environment: [String: String]) -> [String: String] {
    let prefix = Self.propertyVariables
    var found: [String: String] = [:]
    for entry in entries.reversed() where entry.path.starts(with: ["kafka", "properties"]) && entry.path.count > 2 {
      found[entry.path.dropFirst(2).joined(separator: ".")] = entry.values.joined(separator: ",")
    }
    let isOverridden = Set(
      entries.filter { $0.place.hasPrefix("--set") }.map { $0.path.dropFirst(2).joined(separator: ".") })
    for (name, value) in environment where name.hasPrefix(prefix) {
      let property = name.dropFirst(prefix.count).lowercased().replacing("_", with: ".")
      if !isOverridden.contains(property) { found[property] = value }
    }
    return found
  }

  /// - Throws: ``CommandFailure`` that names what nobody asks for, where it is given, and what may have been meant.
  func refuseUnknown(environment: [String: String]) throws {
    let known = SettingKey.allCases.filter { $0 != .kafkaProperties }.map(\.rawValue)
    let faults = entries.compactMap { entry -> String? in
      let key = entry.path.joined(separator: ".")
      guard !known.contains(key), !entry.path.starts(with: ["kafka", "properties"]) || entry.path.count < 3 else {
        return nil
      }
      let hint =
        known.contains { $0.hasPrefix(key + ".") }
        ? "it has settings below it: "
          + known.filter { $0.hasPrefix(key + ".") }.sorted().joined(separator: ", ")
        : MisspeltWord.hint(key, among: known.sorted() + [Self.properties]) ?? "`daruma settings` lists all"
      return "\(entry.place): there is no setting \(key); \(hint)"
    }
    let all = faults + EnvironmentCheck.faults(environment)
    guard all.isEmpty else { throw CommandFailure(all.joined(separator: "\n")) }
  }
}
