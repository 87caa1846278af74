import Yams

/// Finds anchors and aliases before the real parse. A few lines of aliases of aliases stand for billions of
/// nodes, and Yams hashes the whole of a key, so they must not reach it.
///
/// The scan parses the text with every `*` replaced by `&`. libyaml scans both marks by the same rules, so
/// what was an alias is an anchor now, on an empty value; the tree stays as small as the text, and its
/// anchors are the anchors and aliases of the file. Text inside quotes, comments and words changes too, which
/// is why only anchors are looked at.
enum AliasScan {
  /// Reports the first one.
  ///
  /// - Throws: `YamlError` where the text is not YAML with one mark or the other.
  static func findsAny(in text: String, report: (Place) -> Void) throws -> Bool {
    // Without an anchor every alias is undefined, and the parse itself stops at it.
    guard text.utf8.contains(UInt8(ascii: "&")) else { return false }
    let asterisk = UInt8(ascii: "*")
    let marked = text.utf8.map { $0 == asterisk ? UInt8(ascii: "&") : $0 }
    let parser = try Parser.plain(String(decoding: marked, as: UTF8.self))
    while let root = try parser.nextRoot() {
      // A node holds its anchor weakly: the parser must outlive the search.
      if let place = withExtendedLifetime(parser, { firstAnchor(in: root) }) {
        report(place)
        return true
      }
    }
    return false
  }

  private static func firstAnchor(in root: Node) -> Place? {
    var first: Place?
    var waiting = [root]
    while let node = waiting.popLast() {
      if node.anchor != nil {
        let place = Place(node.mark)
        if first.map({ place < $0 }) ?? true { first = place }
      }
      switch node {
      case .scalar, .alias: break
      case .sequence(let sequence): waiting.append(contentsOf: sequence)
      case .mapping(let mapping):
        for pair in mapping {
          waiting.append(pair.key)
          waiting.append(pair.value)
        }
      }
    }
    return first
  }
}
