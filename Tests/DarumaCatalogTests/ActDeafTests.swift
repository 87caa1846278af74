import DarumaCatalog
import DarumaCore
import Testing

@Suite("Who lets an application be failed over unheard is told the risk")
struct ActDeafTests {
  static let changes = [
    Change("it is said", "failoversPerDay: 1 }", "failoversPerDay: 1, actDeaf: ‹true }", .actsDeaf),
    Change("not to is what holds without it", "failoversPerDay: 1 }", "failoversPerDay: 1, actDeaf: false }"),
  ]

  @Test("by a warning that names what may wait unread", arguments: changes)
  func change(change: Change) { change.check() }

  @Test("what must be known of a plan's readiness stands in the application; nothing without it, and no other word")
  func planReadiness() {
    for (word, demand) in [("required", PlanReadinessDemand.required), ("proven", .proven)] {
      let text = GoodApplication.replacing("failoversPerDay: 1 }", with: "failoversPerDay: 1, planReadiness: \(word) }")
      #expect(MarkedText(text).read().application?.guards.planReadiness == demand)
    }
    #expect(MarkedText(GoodApplication.text).read().application?.guards.planReadiness == nil)
    let other = GoodApplication.replacing("failoversPerDay: 1 }", with: "failoversPerDay: 1, planReadiness: yes }")
    #expect(MarkedText(other).read().application == nil)
  }

  @Test("it stands in the application, and is false without it")
  func read() {
    let text = GoodApplication.replacing("failoversPerDay: 1 }", with: "failoversPerDay: 1, actDeaf: true }")
    #expect(MarkedText(text).read().application?.guards.actDeaf == true)
    #expect(MarkedText(GoodApplication.text).read().application?.guards.actDeaf == false)
  }
}
