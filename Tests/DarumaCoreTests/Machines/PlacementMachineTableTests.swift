import Testing

@testable import DarumaCore

@Suite("Placement: the table is what it does")
struct PlacementMachineTableTests {
  private static let west = PlacementMachine.Place.recovery("us-west-2")

  private static let states: [(name: String, paths: [[PlacementMachine.Event]])] = [
    ("primary", [[], [.departed("e1"), .stayed(.primary)]]),
    ("moving", [[.departed("e1")]]),
    ("recovery", [[.departed("e1"), .arrived(west)]]),
    ("unknown", [[.departed("e1"), .lost(reason: "nobody saw it")]]),
  ]

  private static let inputs: [(name: String, specimens: [PlacementMachine.Input])] = [
    ("cutOverBegan", [.cutOverBegan("e2")]), ("cutOverDone", [.cutOverDone(west), .cutOverDone(.primary)]),
    ("cutOverMissed", [.cutOverMissed]), ("doubted", [.doubted(reason: "the journal was behind")]),
    ("personSaid", [.personSaid(.primary, by: "yuki"), .personSaid(west, by: "yuki")]),
  ]

  private static func machine(_ path: [PlacementMachine.Event]) -> PlacementMachine {
    var machine = PlacementMachine()
    for event in path { machine.apply(event, at: .at("03:00")) }
    return machine
  }

  private static func name(_ machine: PlacementMachine) -> String {
    switch machine.state {
    case .primary: "primary"
    case .moving: "moving"
    case .recovery: "recovery"
    case .unknown: "unknown"
    }
  }

  private static func react(_ machine: PlacementMachine, _ input: PlacementMachine.Input) -> TransitionTable.Reaction {
    let event = machine.decide(input)
    var next = machine
    if let event { next.apply(event, at: .at("03:01")) }
    return .init(event: event?.kind.rawValue ?? TransitionTable.noEvent, next: name(next))
  }

  @Test("every state with every input does what the table says")
  func table() throws {
    let table = try TransitionTable(source: SourceFile.text("Sources/DarumaCore/Failover/PlacementMachine.swift"))
    // Moving away from recovery and coming back there is the second way to stay.
    let moving = [Self.machine([.departed("e1")]), Self.machine([.told(Self.west, by: "yuki"), .departed("e1")])]
    let check = TableCheck(
      states: Self.states.map { state in
        (state.name, state.name == "moving" ? moving : state.paths.map(Self.machine))
      }, inputs: Self.inputs, react: Self.react)
    #expect(check.differences(from: table, .onlyWhatHappens) == [])
  }

  @Test("only a person's word leads out of not knowing")
  func unknown() {
    let lost = Self.machine([.departed("e1"), .lost(reason: "nobody saw it")])
    #expect(lost.place == nil)
    #expect(lost.decide(.cutOverDone(Self.west)) == nil)
    #expect(lost.decide(.personSaid(.primary, by: "yuki")) == .told(.primary, by: "yuki"))
  }
}
