import Yams

/// Text -> ``Written``, by way of Yams: the only user of it. What Yams lets through and an application file
/// may not hold (anchors, tags, several documents, keys that are no text) is refused here by name.
struct WrittenReader {
  /// Levels of lists and mappings; the format itself needs about twelve.
  static let mostDepth = 40

  private let text: String
  private let findings: Findings

  /// Nil where the text is not YAML of one document. What is wrong inside the document is reported, and the
  /// rest read.
  static func read(_ text: FileText, _ findings: Findings) -> Written? {
    let reader = WrittenReader(text: text.text, findings: findings)
    do {
      guard try !AliasScan.findsAny(in: reader.text, report: reader.reportAnchor) else { return nil }
      return try reader.document()
    } catch let error as YamlError {
      YAMLFault(error, in: reader.text).report(to: findings)
    } catch {
      findings.report(
        .syntax, at: .start, "the YAML parser failed: \(error)",
        remedy: "check the file with another YAML tool")
    }
    return nil
  }

  private func document() throws -> Written? {
    let parser = try Parser.plain(text)
    guard let root = try parser.nextRoot() else {
      reportEmpty(at: .start)
      return nil
    }
    if let second = try parser.nextRoot() {
      findings.report(
        .severalDocuments, at: Place(second.mark), "a second YAML document begins here",
        remedy: "write one application a file, without `---` between")
      return nil
    }
    let written = self.written(root, depth: 1)
    if case .text(let text)? = written, text.isNull {
      reportEmpty(at: .start)
      return nil
    }
    return written
  }

  private func reportEmpty(at place: Place) {
    findings.report(
      .fileEmpty, at: place, "the file describes no application",
      remedy: "start from the sample: `daruma demo` uses it, and `daruma schema` prints the format")
  }

  private func reportAnchor(at place: Place) {
    findings.report(
      .anchor, at: place, "anchors (`&name`) and aliases (`*name`) are not read",
      remedy: "write the value out where it is needed, and put text that begins with `*` or `&` in quotes")
  }

  private func written(_ node: Node, depth: Int) -> Written? {
    let place = Place(node.mark)
    guard depth <= Self.mostDepth else {
      findings.report(
        .tooDeep, at: place, "lists and mappings are nested more than \(Self.mostDepth) deep",
        remedy: "check the brackets and the indentation above")
      return nil
    }
    switch node {
    case .scalar(let scalar):
      reportTag(scalar.tag, unless: .str, at: place)
      return .text(text(scalar, at: place))
    case .sequence(let sequence):
      reportTag(sequence.tag, unless: .seq, at: place)
      return .list(sequence.compactMap { written($0, depth: depth + 1) }, place)
    case .mapping(let mapping):
      reportTag(mapping.tag, unless: .map, at: place)
      return .mapping(mapping.compactMap { entry($0.key, $0.value, depth: depth + 1) }, place)
    case .alias:
      reportAnchor(at: place)
      return nil
    }
  }

  private func entry(_ key: Node, _ value: Node, depth: Int) -> WrittenEntry? {
    let place = Place(key.mark)
    guard case .scalar(let scalar) = key else {
      findings.report(
        .keyNotText, at: place, "a key must be text", remedy: "check for a stray `?`, `[` or `{` here")
      return nil
    }
    reportTag(scalar.tag, unless: .str, at: place)
    let keyText = text(scalar, at: place)
    guard !(keyText.isPlain && keyText.text == "<<") else {
      findings.report(
        .mergeKey, at: place, "the merge key `<<` is not read", remedy: "write the keys out")
      return nil
    }
    return written(value, depth: depth).map { WrittenEntry(key: keyText, value: $0) }
  }

  private func text(_ scalar: Node.Scalar, at place: Place) -> WrittenText {
    WrittenText(text: scalar.string, isPlain: scalar.style == .plain || scalar.style == .any, place: place)
  }

  private func reportTag(_ tag: Tag, unless usual: Tag.Name, at place: Place) {
    guard tag.rawValue != Tag.Name.implicit.rawValue, tag.rawValue != usual.rawValue else { return }
    findings.report(
      .tag, at: place, "the tag \(quoted(tag.rawValue)) is not read",
      remedy: "write the plain value; application files are not templates")
  }
}

extension Place {
  init(_ mark: Mark?) { self = mark.map { Place(line: $0.line, column: $0.column) } ?? .start }
}

extension Parser {
  /// Every plain scalar stays text (what it means depends on the key), and the environment has no say in the
  /// encoding.
  static func plain(_ text: String) throws -> Parser {
    try Parser(yaml: text, resolver: .basic, constructor: .default, encoding: .utf8)
  }
}
