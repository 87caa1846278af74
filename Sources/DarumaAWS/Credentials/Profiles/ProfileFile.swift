/// One of AWS's shared files: sections in brackets, `name = value` lines, comments behind `#` or `;`
/// (docs.aws.amazon.com, "Shared config and credentials files").
struct ProfileFile: Equatable {
  /// Which of the two files: in `config`, sections are called `profile NAME`.
  enum Kind: Sendable { case credentials, config }

  typealias Settings = [String: String]

  /// By name of profile.
  private(set) var profiles: [String: Settings] = [:]
  /// Of `[sso-session NAME]`, by name.
  private(set) var sessions: [String: Settings] = [:]

  /// A line that is neither a section nor a setting.
  struct Malformed: Error, Equatable {
    /// From 1.
    var line: Int
  }

  private enum Section: Equatable {
    case profile(String)
    case session(String)
    /// `services` and what may come.
    case other
  }

  init(_ text: String, _ kind: Kind) throws(Malformed) {
    var section: Section?
    // "[profile default]" goes before "[default]" in the same file.
    var hasPrefixedDefault = false
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, raw) in lines.enumerated() {
      let line = raw.trimmed
      if line.isEmpty || line.first == "#" || line.first == ";" { continue }
      if line.first == "[", raw.first == "[" {
        guard let name = Self.sectionName(line) else { throw Malformed(line: index + 1) }
        section = Self.section(name, kind)
        guard case .profile(let profile) = section else { continue }
        if kind == .config, profile == "default" {
          let isPrefixed = name != "default"
          if isPrefixed && !hasPrefixedDefault { profiles[profile] = nil }
          if !isPrefixed && hasPrefixedDefault { section = .other }
          hasPrefixedDefault = hasPrefixedDefault || isPrefixed
        }
        if section != .other { profiles[profile, default: [:]].merge([:]) { $1 } }
        continue
      }
      guard let section else { throw Malformed(line: index + 1) }
      // Indented lines belong to the setting above ("s3 =" and its own settings): none that matters here.
      if raw.first?.isWhitespace == true { continue }
      guard let equals = line.firstIndex(of: "=") else { throw Malformed(line: index + 1) }
      let name = line[..<equals].trimmed.lowercased()
      guard !name.isEmpty else { throw Malformed(line: index + 1) }
      let value = Self.withoutComment(line[line.index(after: equals)...].trimmed)
      switch section {
      case .profile(let profile): profiles[profile, default: [:]][name] = value
      case .session(let session): sessions[session, default: [:]][name] = value
      case .other: continue
      }
    }
  }

  /// What stands in the brackets; behind them only a comment may follow.
  private static func sectionName(_ line: String) -> String? {
    guard let end = line.firstIndex(of: "]") else { return nil }
    let rest = line[line.index(after: end)...].trimmed
    guard rest.isEmpty || rest.first == "#" || rest.first == ";" else { return nil }
    let name = line[line.index(after: line.startIndex)..<end].trimmed
    return name.isEmpty ? nil : name
  }

  private static func section(_ name: String, _ kind: Kind) -> Section {
    switch kind {
    case .credentials: return .profile(name)
    case .config:
      if name == "default" { return .profile(name) }
      let prefix = name.prefix { !$0.isWhitespace }
      guard prefix == "profile" || prefix == "sso-session" else { return .other }
      let rest = name[prefix.endIndex...].trimmed
      let bare =
        rest.count >= 2 && rest.first == "\"" && rest.last == "\""
        ? String(rest.dropFirst().dropLast()) : rest
      return bare.isEmpty ? .other : prefix == "profile" ? .profile(bare) : .session(bare)
    }
  }

  /// A comment in a value needs a blank before it: secrets may hold its letter.
  private static func withoutComment(_ value: String) -> String {
    var isAfterBlank = value.isEmpty
    for index in value.indices {
      if isAfterBlank, value[index] == "#" || value[index] == ";" { return value[..<index].trimmed }
      isAfterBlank = value[index].isWhitespace
    }
    return value
  }
}

extension StringProtocol {
  fileprivate var trimmed: String {
    var rest = Substring(self)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
