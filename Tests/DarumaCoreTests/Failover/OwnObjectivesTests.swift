import TestSupport
import Testing

@testable import DarumaCore

@Suite("A trigger, or a plan, may have an RTO and an RPO of its own, and its execution is held against these")
struct OwnObjectivesTests {
  private static let own = OwnObjectives(rpo: .minutes(30), rto: .minutes(10))

  private static func story(_ change: (inout Application) -> Void) -> Story { Story(.kaigo.changed(change)) }

  @Test("what is not stated is the plan's, and then the application's")
  func precedence() throws {
    var application = Application.kaigo
    #expect(application.objectives(of: application.plans[0], by: application.triggers[0]) == application.objectives)
    application.plans[0].objectives = OwnObjectives(rpo: .hours(2), rto: .hours(3))
    application.triggers[0].objectives = OwnObjectives(rto: .hours(2))
    #expect(
      application.objectives(of: application.plans[0], by: application.triggers[0])
        == Objectives(rpo: .hours(2), rto: .hours(2)))
    #expect(
      application.objectives(of: application.plans[0], by: nil) == Objectives(rpo: .hours(2), rto: .hours(3)),
      "where a person starts it, no trigger's hold")
    #expect(OwnObjectives() == nil)
  }

  @Test("where none is stated, a file and the terms are written as they were")
  func encoding() throws {
    let file = try JSONText.of(Application.kaigo)
    #expect(!file.contains("\"objectives\":null") && file.ranges(of: "\"objectives\"").count == 1)
    var story = Story()
    story.lose()
    let terms = try #require(story.execution?.machine.approval).terms
    // The file itself stands in its digest here.
    var binding = terms.binding
    binding.file = ""
    let bound = try JSONText.of(binding)
    #expect(terms.objectives == nil && !bound.contains("objectives"))
  }

  @Test("people read in the terms what it is held against, and agree to it")
  func terms() throws {
    var story = Self.story { $0.triggers[0].objectives = Self.own }
    story.lose()
    let approval = try #require(story.execution?.machine.approval)
    #expect(approval.terms.objectives == Objectives(rpo: .minutes(30), rto: .minutes(10)))
    let bound = try JSONText.of(approval.terms.binding)
    #expect(bound.contains("objectives"))
    let other = ApprovalTerms.with(approval.terms, objectives: nil)
    #expect(other.binding != approval.terms.binding)
    let message = story.state.effects.all.map(\.effect.action.parameters).compactMap { $0["message"]?.text }
    #expect(message.contains { $0.contains("an RTO of 10m and an RPO of 30m") }, "\(message)")
  }

  @Test("the report holds against them: missed, where the application's would be met", arguments: [true, false])
  func report(own: Bool) throws {
    var story = Self.story { application in
      if own { application.triggers[0].objectives = Self.own }
    }
    story.lose()
    story.approve()
    story.wait(.minutes(20))
    story.finish()
    let report = try #require(story.execution.flatMap { Report($0.id, of: story.state) })
    let rta = try #require(report.rta)
    let rpa = try #require(report.rpa)
    #expect(rta.objective == (own ? .minutes(10) : .hours(4)) && rta.isMet == !own, "\(rta)")
    #expect(rpa.objective == (own ? .minutes(30) : .hours(1)) && rpa.isMet == false, "\(rpa)")
    #expect(story.execution?.dueAt == story.execution.map { $0.onset + (own ? .minutes(10) : .hours(4)) })
  }

  @Test("where nobody is asked, no more may be lost than its own RPO", arguments: [30, 120])
  func loss(minutes: Int64) {
    var story = Self.story { application in
      application.triggers[0].approval = nil
      application.triggers[0].objectives = OwnObjectives(rpo: .minutes(minutes))
    }
    // 42 minutes old when it fires.
    story.lose()
    let said = story.tellDecisions()
    #expect(said.contains("the policy allows 30m") == (minutes == 30), "\(said)")
    #expect(story.state.executionCount == (minutes == 30 ? 0 : 1), "\(said)")
  }

  @Test("a limit for the whole application goes before")
  func limit() {
    var story = Self.story { application in
      application.triggers[0].approval = nil
      application.triggers[0].objectives = Self.own
      application.guards.maximumLoss = .hours(2)
    }
    story.lose()
    #expect(story.state.executionCount == 1)
  }
}

@Suite("A plan may say who must agree, whoever starts it")
struct PlanApprovalTests {
  private static let policy = ApprovalPolicy(required: 1, from: ["directors"], timeout: .minutes(7))

  private static let application = Application.kaigo.changed { application in
    application.triggers[0].approval = nil
    application.plans[0].approval = policy
  }

  @Test("a trigger that says nothing of it asks as the plan says")
  func byTrigger() {
    var story = Story(Self.application)
    story.lose()
    #expect(story.execution?.machine.approval?.policy == Self.policy)
    story.wait(.minutes(7))
    #expect(story.state.executions.values.contains { $0.machine.stateName == "aborted" })
  }

  @Test("a trigger that says otherwise asks as it says, a person as the one that asks the most people")
  func otherwise() {
    let two = ApprovalPolicy(required: 2, from: ["management"])
    var story = Story(Self.application.changed { $0.triggers[0].approval = two })
    story.lose()
    #expect(story.execution?.machine.approval?.policy == two)
    #expect(story.state.catalog?.approvalByHand(of: .regionFailover) == two)
    #expect(Self.application.approvalByHand(of: Self.application.plans[0]) == Self.policy)
  }

  @Test("a person who starts it is asked, too, and those who approve may overrule")
  func byHand() {
    var story = Story(Self.application)
    story.backUp()
    story.order(.failover, plan: "region-failover")
    #expect(story.execution?.machine.approval?.policy == Self.policy)
    #expect(Self.application.decidingRoles == ["directors"])
  }

  @Test("loss is not limited by the RPO, since a person decides")
  func loss() {
    var story = Story(Self.application.changed { $0.triggers[0].objectives = OwnObjectives(rpo: .minutes(1)) })
    story.lose()
    #expect(story.state.executionCount == 1)
  }
}

extension ApprovalTerms {
  fileprivate static func with(_ terms: ApprovalTerms, objectives: Objectives?) -> ApprovalTerms {
    var terms = terms
    terms.objectives = objectives
    return terms
  }
}
