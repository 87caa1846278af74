import DarumaActions
import DarumaCatalog
import DarumaCore
import Testing

@Suite("A trigger and a plan may state an RTO, an RPO and who must agree")
struct OwnObjectivesTests {
  private static func trigger(_ lines: String) -> String {
    GoodApplication.replacing("    coolDown: 6h\n", with: "    coolDown: 6h\n    \(lines)\n")
  }

  private static func plan(_ lines: String) -> String {
    GoodApplication.replacing("    kind: failover\n", with: "    kind: failover\n    \(lines)\n")
  }

  @Test("they are read, and what is not written is nil")
  func read() throws {
    let trigger = try #require(MarkedText(Self.trigger("rto: 2h")).read().application?.triggers.first)
    #expect(trigger.objectives == OwnObjectives(rto: .hours(2)))
    let text = Self.plan("rto: 3h\n    rpo: 2d\n    approval: { required: 1, from: [management], timeout: 10m }")
    let plan = try #require(MarkedText(text).read().application?.plans.first)
    #expect(plan.objectives == OwnObjectives(rpo: .days(2), rto: .hours(3)))
    #expect(plan.approval == ApprovalPolicy(required: 1, from: ["management"], timeout: .minutes(10)))
    let none = try #require(MarkedText(GoodApplication.text).read().application)
    #expect(none.triggers[0].objectives == nil && none.plans[0].objectives == nil && none.plans[0].approval == nil)
  }

  @Test("an RTO that holding, approval and steps do not keep is told where it is written")
  func time() {
    expect(Self.trigger("rto: ‹1h"), gives: [.rtoOutOfReach])
    expect(Self.trigger("rto: 2h"), gives: [], strict: true)
    // Held against the trigger's, where it states one.
    expect(Self.trigger("rto: 5h").replacing("rto: 4h", with: "rto: 1h"), gives: [])
    expect(Self.plan("rto: 1h").replacing("run: region", with: "run: ‹region"), gives: [.rtoOutOfReach])
  }

  @Test("a plan that people start is held against its own, with the time that people have to agree")
  func byHand() {
    func text(_ rto: String) -> String {
      String(GoodApplication.text.split(separator: "triggers:\n")[0]) + "plans:\n"
        + String(GoodApplication.text.split(separator: "plans:\n")[1]).replacing(
          "    kind: failover\n",
          with: "    kind: failover\n    rto: \(rto)\n    approval: { from: [management], timeout: 45m }\n")
    }
    expect(text("‹1h"), gives: [.rtoOutOfReach])
    #expect(
      MarkedText(text("1h")).read().diagnostics.first?.message.contains("after up to 45m for approval") == true)
    expect(text("2h"), gives: [])
  }

  @Test("an RPO that the rules of what the plan brings over do not promise is told where it is written")
  func loss() {
    // A day, an hour to begin, and the time to make and to copy it: within the application's 2 days.
    expect(Self.trigger("rpo: ‹1h"), gives: [.rpoOutOfReach])
    expect(Self.plan("rpo: ‹1h"), gives: [.rpoOutOfReach])
    expect(Self.trigger("rpo: 2d"), gives: [], strict: true)
    // What no rule keeps anyway is told once, at the rule.
    let text = Self.trigger("rpo: 1m").replacing("rpo: 2d", with: "rpo: 1h").replacing("every: 1d", with: "every: ‹1d")
    expect(text, gives: [.rpoOutOfReach])
  }

  @Test("whoever is to agree to a plan must be reached, and be there")
  func approval() {
    expect(Self.plan("approval: { from: [‹‹director] }"), gives: [.tooFewApprovers, .unreachableRole])
    expect(Self.plan("approval: { required: 2, from: [‹management] }"), gives: [.tooFewApprovers])
  }

  @Test("a trigger that asks nobody is bounded by an RPO of its own, and asks whom its plan names")
  func automatic() {
    let automatic = GoodApplication.text.replacing("maximumLoss: 2h, ", with: "").replacing(
      "    approval: { required: 1, from: [management], timeout: 30m, onTimeout: abort }\n", with: "")
    expect(automatic.replacing("name: outage", with: "name: ‹outage"), gives: [.unboundedLoss], strict: true)
    expect(automatic.replacing("    coolDown: 6h\n", with: "    coolDown: 6h\n    rpo: 2d\n"), gives: [], strict: true)
    expect(
      automatic.replacing("    kind: failover\n", with: "    kind: failover\n    approval: { from: [management] }\n"),
      gives: [], strict: true)
  }
}
