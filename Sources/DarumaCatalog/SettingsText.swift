/// What a file of settings holds, before it means anything: each value with its path and its place.
///
/// Read beside whoever reads the values, so that nothing in the file is passed over: a key that nobody asks for is a mistake.
package struct SettingsText: Sendable {
  package struct Entry: Sendable, Hashable {
    /// From the outermost key to the innermost.
    package var path: [String]
    /// Several of a list, one of a text.
    package var values: [String]
    /// `daruma.yaml:12:3`.
    package var place: String

    package init(path: [String], values: [String], place: String) {
      self.path = path
      self.values = values
      self.place = place
    }
  }

  package let entries: [Entry]

  /// - Throws: ``SettingsFault``: the first thing in it that can't be read, with its place.
  package static func read(_ bytes: [UInt8], file: String) throws(SettingsFault) -> SettingsText {
    let findings = Findings(file: file, strict: false)
    let text = FileText.read(bytes, findings)
    let written = text.flatMap { WrittenReader.read($0, findings) }
    if let first = findings.diagnostics.first(where: { $0.severity == .error && $0.code != .fileEmpty }) {
      throw SettingsFault(description: first.description)
    }
    var entries: [Entry] = []
    if let written { try flatten(written, [], file, &entries) }
    var places: [[String]: String] = [:]
    for entry in entries {
      if let before = places.updateValue(entry.place, forKey: entry.path) {
        throw SettingsFault(
          description: "\(entry.place): \(entry.path.joined(separator: ".")) is written at \(before) already")
      }
    }
    return SettingsText(entries: entries)
  }

  private static func flatten(
    _ written: Written, _ path: [String], _ file: String, _ entries: inout [Entry]
  ) throws(SettingsFault) {
    let place = "\(file):\(written.place.line):\(written.place.column)"
    switch written {
    case .text(let text):
      guard !path.isEmpty else { throw SettingsFault(description: "\(place): settings are `key: value` lines") }
      if !text.isNull { entries.append(Entry(path: path, values: [text.text], place: place)) }
    case .list(let items, _):
      var values: [String] = []
      for item in items {
        guard case .text(let text) = item else {
          throw SettingsFault(
            description: "\(place): \(path.joined(separator: ".")) is a list of texts, not of \(item.kind)")
        }
        values.append(text.text)
      }
      entries.append(Entry(path: path, values: values, place: place))
    case .mapping(let mapping, _):
      for entry in mapping {
        // Its own place, so that a message leads to the key.
        let inner = path + [entry.key.text]
        if case .text(let text) = entry.value {
          let place = "\(file):\(entry.key.place)"
          if !text.isNull { entries.append(Entry(path: inner, values: [text.text], place: place)) }
        } else {
          try flatten(entry.value, inner, file, &entries)
        }
      }
    }
  }
}

/// Why a file of settings can't be read.
package struct SettingsFault: Error, CustomStringConvertible {
  package let description: String
}

/// What a misspelt word was meant to be.
package enum MisspeltWord {
  /// `did you mean “x”?` where one of `words` is near; else nil.
  package static func hint(_ word: String, among words: some Sequence<String>) -> String? {
    NearMiss.of(word, among: words).map { "did you mean \(quoted($0))?" }
  }
}
