/// The transition table at the head of a state machine's file, read from its doc comment:
/// `/// | state | input | event | next state |`, a ruler, and a row for each pair.
///
/// A cell may give alternatives (`failed or -`, `failed or running`): the first event goes with the first next state
/// and so on; one next state goes with every event. `-` is no event.
struct TransitionTable {
  struct Pair: Hashable, CustomStringConvertible {
    var state: String
    var input: String

    var description: String { "\(state) × \(input)" }
  }

  struct Reaction: Hashable, Comparable, CustomStringConvertible {
    var event: String
    var next: String

    var description: String { "\(event) → \(next)" }

    static func < (left: Reaction, right: Reaction) -> Bool {
      (left.event, left.next) < (right.event, right.next)
    }
  }

  struct Problem: Error, Equatable, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
  }

  private(set) var rows: [Pair: Set<Reaction>] = [:]

  static let noEvent = "-"
  static let columns = ["state", "input", "event", "next state"]

  init(source: String) throws(Problem) {
    var lines: [[String]] = []
    for line in source.split(separator: "\n") {
      guard line.hasPrefix("/// |") else {
        if lines.isEmpty { continue }
        break
      }
      lines.append(Self.cells(line.dropFirst(4)))
    }
    guard lines.count > 2 else { throw Problem("there is no table") }
    guard lines[0] == Self.columns else { throw Problem("the columns are \(lines[0]), not \(Self.columns)") }
    guard lines[1] == ["---", "---", "---", "---"] else { throw Problem("no ruler below the columns") }
    for cells in lines.dropFirst(2) { try add(cells) }
  }

  private static func cells(_ line: Substring) -> [String] {
    line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
      .map { $0.drop { $0 == " " } }
      .map { cell in String(cell.prefix(cell.count - cell.reversed().prefix { $0 == " " }.count)) }
  }

  private mutating func add(_ cells: [String]) throws(Problem) {
    guard cells.count == Self.columns.count, !cells.contains("") else {
      throw Problem("a row has not \(Self.columns.count) filled cells: \(cells)")
    }
    let pair = Pair(state: cells[0], input: cells[1])
    guard rows[pair] == nil else { throw Problem("two rows for \(pair)") }
    let events = cells[2].alternatives
    var nexts = cells[3].alternatives
    if nexts.count == 1 { nexts = Array(repeating: nexts[0], count: events.count) }
    guard events.count == nexts.count else {
      throw Problem("\(pair): \(events.count) events, but \(nexts.count) next states")
    }
    rows[pair] = Set(zip(events, nexts).map { Reaction(event: $0, next: $1) })
  }
}

extension String {
  fileprivate var alternatives: [String] {
    split(separator: " ").split(separator: "or").map { $0.joined(separator: " ") }
  }
}
