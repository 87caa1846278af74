/// When a trigger fires: a tree over what has been observed.
package indirect enum Condition: Codable, Hashable, Sendable {
  case all([Condition])
  case any([Condition])
  case atLeast(Int, of: [Condition])
  case not(Condition)
  case alarm(AlarmTest)
  case health(HealthTest)
  case silence(SilenceTest)
}

/// True while an alarm that matches is in the wanted state.
package struct AlarmTest: Codable, Hashable, Sendable {
  /// The alarm's name; `*` stands for any text.
  package var name: NamePattern
  package var state: AlarmChanged.State
  /// Nil: an alarm of any region.
  package var region: Region?

  package init(name: NamePattern, state: AlarmChanged.State, region: Region? = nil) {
    self.name = name
    self.state = state
    self.region = region
  }
}

/// True while the provider announces an open fault in the region.
package struct HealthTest: Codable, Hashable, Sendable {
  package var region: Region
  /// Nil: whatever the provider expects, or if it expects nothing.
  package var minimumExpectedDuration: Span?
  /// The provider's code of the service; nil: any.
  package var service: String?

  package init(region: Region, minimumExpectedDuration: Span? = nil, service: String? = nil) {
    self.region = region
    self.minimumExpectedDuration = minimumExpectedDuration
    self.service = service
  }
}

/// True once a source has not spoken for so long.
package struct SilenceTest: Codable, Hashable, Sendable {
  package var source: SourceName
  package var duration: Span

  package init(source: SourceName, duration: Span) {
    self.source = source
    self.duration = duration
  }
}

/// A name with `*` for any text.
package struct NamePattern: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package func matches(_ name: String) -> Bool {
    let parts = rawValue.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return name == rawValue }
    guard name.hasPrefix(parts[0]), name.hasSuffix(parts[parts.count - 1]),
      name.count >= parts[0].count + parts[parts.count - 1].count
    else { return false }
    var rest = name.dropFirst(parts[0].count).dropLast(parts[parts.count - 1].count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }
}

extension Substring {
  /// The first place where `part` stands. (The standard library's own search needs Foundation or regular
  /// expressions, which the core does without.)
  fileprivate func firstRange(of part: Substring) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      let rest = self[start...]
      if rest.hasPrefix(part) { return start..<rest.index(start, offsetBy: part.count) }
      formIndex(after: &start)
    }
    return nil
  }
}
