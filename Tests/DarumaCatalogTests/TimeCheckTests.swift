import DarumaActions
import DarumaCatalog
import Testing

@Suite("A plan is through within the RTO, if all goes as it usually does")
struct TimeCheckTests {
  /// Held 5 min, approved within 30 min; the steps usually take 31 min.
  private static func text(rto: String) -> String {
    GoodApplication.replacing("rto: 4h", with: "rto: \(rto)").replacing("run: region", with: "run: ‹region")
  }

  @Test("holding, approval and the longest way through the steps count, and no step beside it")
  func whole() {
    expect(Self.text(rto: "1h"), gives: [.rtoOutOfReach])
    expect(Self.text(rto: "2h").replacing("‹", with: ""), gives: [])
  }

  @Test("the message says of what it is made")
  func words() {
    let said = MarkedText(Self.text(rto: "30m")).read().diagnostics.map(\.description)
    #expect(said.count == 1)
    #expect(said.first?.contains("the RTO is 30m") == true, "\(said)")
    #expect(
      said.first?.contains("5m to hold, up to 30m for approval, and 31m for the steps of `region`") == true, "\(said)")
    #expect(said.first?.contains("trigger.rto-out-of-reach") == true)
  }

  @Test("a plan that only people start is held against it too")
  func byHand() {
    let second = "plans:\n  ‹by-hand:\n    kind: failover\n    steps:\n"
    let steps = (1...20).map { count in
      let after = count > 1 ? "after: [s\(count - 1)], " : ""
      return "      - { id: s\(count), action: rds.start, \(after)with: { instance: a }, timeout: 15m"
        + (count == 20 ? ", cutOver: true }" : " }")
    }
    let text = GoodApplication.replacing("plans:\n", with: second + steps.joined(separator: "\n") + "\n")
      .replacing("rto: 4h", with: "rto: 3h")
    let found = MarkedText(text).read().diagnostics.filter { $0.code == .rtoOutOfReach }
    #expect(found.count == 1 && found.first?.message.contains("usually take 3h 20m") == true, "\(found)")
    let near = MarkedText(text.replacing("rto: 3h", with: "rto: 4h")).read().diagnostics
    #expect(!near.contains { $0.code == .rtoOutOfReach }, "\(near)")
  }

  @Test("no step is counted longer than it may take")
  func bounded() {
    let text = Self.text(rto: "1h").replacing("‹", with: "").replacing("timeout: 2h", with: "timeout: 5m")
    expect(text, gives: [])
  }
}
