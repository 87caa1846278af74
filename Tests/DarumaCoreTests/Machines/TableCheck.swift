/// A machine's behaviour, tried out: every state with every input, several of each where the answer depends on what
/// they carry.
struct TableCheck<Machine, Input> {
  /// Which pairs a table lists.
  enum Form {
    /// All of them.
    case full
    /// Those where something happens; in every other pair nothing does.
    case onlyWhatHappens
  }

  var states: [(name: String, specimens: [Machine])]
  var inputs: [(name: String, specimens: [Input])]
  var react: (Machine, Input) -> TransitionTable.Reaction

  /// Where the table and the behaviour differ, in words; empty where they agree.
  func differences(from table: TransitionTable, _ form: Form) -> [String] {
    unknownNames(table)
      + states.flatMap { state in
        inputs.flatMap { input -> [String] in
          let pair = TransitionTable.Pair(state: state.name, input: input.name)
          let seen = Set(state.specimens.flatMap { machine in input.specimens.map { react(machine, $0) } })
          return differences(pair, seen, table, form)
        }
      }
  }

  private func differences(
    _ pair: TransitionTable.Pair, _ seen: Set<TransitionTable.Reaction>, _ table: TransitionTable,
    _ form: Form
  ) -> [String] {
    let nothing = TransitionTable.Reaction(event: TransitionTable.noEvent, next: pair.state)
    guard let listed = table.rows[pair] else {
      switch form {
      case .full: return ["\(pair): no row"]
      case .onlyWhatHappens:
        return seen.subtracting([nothing]).sorted().map { "\(pair): \($0), but there is no row" }
      }
    }
    return seen.subtracting(listed).sorted().map { "\(pair): \($0), which its row does not say" }
      + listed.subtracting(seen).sorted().map { "\(pair): its row says \($0), which was not seen" }
  }

  private func unknownNames(_ table: TransitionTable) -> [String] {
    let knownStates = Set(states.map(\.name))
    let knownInputs = Set(inputs.map(\.name))
    let namedStates = Set(table.rows.flatMap { pair, reactions in [pair.state] + reactions.map(\.next) })
    let namedInputs = Set(table.rows.keys.map(\.input))
    return namedStates.subtracting(knownStates).sorted().map { "the table names \($0), which is no state" }
      + namedInputs.subtracting(knownInputs).sorted().map { "the table names \($0), which is no input" }
      + knownStates.subtracting(namedStates).sorted().map { "the table does not name the state \($0)" }
      + knownInputs.subtracting(namedInputs).sorted().map { "the table does not name the input \($0)" }
  }
}
