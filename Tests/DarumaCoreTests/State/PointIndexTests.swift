import Testing
import TestSupport

@testable import DarumaCore

@Suite("Who knows a recovery point is looked up, and the same as if every application were asked")
struct PointIndexTests {
  @Test("after any events, and after reading the state back", arguments: 0..<40)
  func index(seed: UInt64) throws {
    var source = SignalSource(random: SeededRandom(seed: seed))
    var state = State()
    let names: [ApplicationName] = ["a", "b", "c", .none]
    for (number, signal) in source.signals(60).enumerated() {
      let body: EventBody =
        number.isMultiple(of: 19)
        ? .observation(.pastForgotten(before: .at("03:00:30"))) : .observed(signal)
      state.apply(
        Event(
          application: source.random.one(of: names), sequence: 1, at: .at("05:00"), cause: nil, body: body))
      try Self.check(state)
    }
    try Self.check(try JSONText.read(JSONText.of(state), as: State.self))
  }

  private static func check(_ state: State) throws {
    let points = Set(state.applications.values.flatMap { $0.projection.protection.points.keys })
    for point in points.union(["arn:of:nobody"]) {
      let knowing = state.applications.values.filter {
        $0.name != .none && $0.projection.protection.points[point] != nil
      }
      try #require(state.applications(knowing: point) == knowing.map(\.name).sorted())
    }
  }
}
