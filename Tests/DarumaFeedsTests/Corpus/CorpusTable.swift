/// What each sample of the shared corpus says: the name of the file, and below it, indented, what comes of
/// it. A signal is its kind and what it is about, then its details; `ignored by` names the feed and the
/// reason; `refused` names the code, the place and the reason.
enum CorpusTable {
  struct Entry: Sendable, CustomStringConvertible {
    let file: String
    var lines: [String]

    var description: String { file }
  }

  static let entries: [Entry] = [alarms, backup, databases, health, objects, others].flatMap(entries(of:))

  private static func entries(of text: String) -> [Entry] {
    text.split(separator: "\n").reduce(into: []) { entries, line in
      if line.hasPrefix("  ") {
        entries[entries.count - 1].lines.append(String(line.dropFirst(2)))
      } else {
        entries.append(Entry(file: String(line), lines: []))
      }
    }
  }
}
