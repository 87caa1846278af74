import Testing

@Suite("Transition tables are read and held against behaviour")
struct TransitionTableTests {
  private static let head = """
    /// A lamp.
    ///
    /// | state | input | event | next state |
    /// | --- | --- | --- | --- |

    """

  private static func table(_ rows: String...) throws(TransitionTable.Problem) -> TransitionTable {
    try TransitionTable(source: head + rows.map { "/// | \($0) |\n" }.joined() + "struct Lamp {}\n")
  }

  @Test("a row is read, with its alternatives in pairs")
  func alternatives() throws {
    let table = try Self.table("off | press | lit or broke | on or dead", "on | press | - or lit | on")
    #expect(
      table.rows == [
        .init(state: "off", input: "press"): [
          .init(event: "lit", next: "on"), .init(event: "broke", next: "dead"),
        ],
        .init(state: "on", input: "press"): [
          .init(event: "-", next: "on"), .init(event: "lit", next: "on"),
        ],
      ])
  }

  @Test(
    "a table that can't be read is a problem",
    arguments: [
      ("off | press | lit", "a row has not 4 filled cells: [\"off\", \"press\", \"lit\"]"),
      ("off | press | | on", "a row has not 4 filled cells: [\"off\", \"press\", \"\", \"on\"]"),
      ("off | press | a or b or c | on or off", "off × press: 3 events, but 2 next states"),
    ])
  func unreadable(row: String, problem: String) {
    #expect(throws: TransitionTable.Problem(problem)) { try Self.table(row) }
  }

  @Test("a pair stands once")
  func twice() {
    #expect(throws: TransitionTable.Problem("two rows for off × press")) {
      try Self.table("off | press | lit | on", "off | press | - | off")
    }
  }

  @Test("a file without a table is a problem")
  func none() {
    #expect(throws: TransitionTable.Problem("there is no table")) {
      try TransitionTable(source: "/// A lamp.\nstruct Lamp {}")
    }
  }

  /// A lamp: pressed it goes on; pressed again nothing happens.
  private static var lamp: TableCheck<Bool, Bool> {
    TableCheck(
      states: [("off", [false]), ("on", [true])], inputs: [("press", [true])],
      react: { isOn, _ in .init(event: isOn ? "-" : "lit", next: "on") })
  }

  @Test("a table that says what is done differs in nothing")
  func agrees() throws {
    let full = try Self.table("off | press | lit | on", "on | press | - | on")
    #expect(Self.lamp.differences(from: full, .full) == [])
    let short = try Self.table("off | press | lit | on")
    #expect(Self.lamp.differences(from: short, .onlyWhatHappens) == [])
  }

  @Test("a missing row, a false row and an unknown name are found")
  func differs() throws {
    let missing = try Self.table("off | press | lit | on")
    #expect(Self.lamp.differences(from: missing, .full) == ["on × press: no row"])
    let wrong = try Self.table("off | press | - | off", "on | kick | - | on")
    #expect(
      Self.lamp.differences(from: wrong, .onlyWhatHappens) == [
        "the table names kick, which is no input",
        "off × press: lit → on, which its row does not say",
        "off × press: its row says - → off, which was not seen",
      ])
    let unlisted = try Self.table("on | press | - | on")
    #expect(
      Self.lamp.differences(from: unlisted, .onlyWhatHappens) == [
        "the table does not name the state off", "off × press: lit → on, but there is no row",
      ])
  }
}
