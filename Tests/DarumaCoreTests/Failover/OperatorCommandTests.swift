import Testing

@testable import DarumaCore

@Suite("Operators' commands are applied once, or rejected with the reason")
struct OperatorCommandTests {
  /// At 03:05, with the database being restored.
  private static func restoring() -> Story {
    var story = Story()
    story.lose()
    story.approve()
    story.skipTelling()
    return story
  }

  /// The call that moves users is on its way, and an operator wants no more of it.
  private static func abortedWhileCuttingOver() -> Story {
    var story = Story()
    story.lose()
    story.approve()
    story.succeed("restore-db/1", outputs: ["endpoint": "db-new.example"])
    story.succeed("app/1")
    #expect(story.send("dns/1") == .go)
    story.order(.abort, comment: "enough")
    return story
  }

  @Test("the same command again, by whatever route, is applied once; so is one that was rejected")
  func once() {
    var story = Story()
    story.order(.pause, id: "order-1")
    story.order(.pause, id: "order-1")
    story.order(.resume, id: "order-2")
    story.order(.pause, id: "order-1")
    story.order(.abort, id: "order-3")
    story.order(.abort, id: "order-3")
    #expect(
      story.tell() == """
        03:00:00 automation paused by yuki
        03:00:00 accepted pause by yuki
        03:00:00 automation resumed by yuki
        03:00:00 accepted resume by yuki
        03:00:00 rejected abort by yuki: application kaigo-subsys has no running execution
        """)
  }

  @Test("failover by hand starts the plan, without evidence, counted from now, and asks as the triggers would")
  func failover() throws {
    var story = Story()
    story.backUp()
    story.wait(.minutes(10))
    story.skipTelling()
    story.order(.failover, plan: "region-failover")
    #expect(
      story.tell() == """
        03:10:00 execution 1 started by yuki
        03:10:00 accepted failover by yuki
        03:10:00 execution 1 asks for approval 1, loss 47m, until 03:40:00
        03:10:00 notice approval-1/1
        """)
    let execution = try #require(story.execution)
    #expect(execution.trigger == nil && execution.evidence == [] && execution.onset == .at("03:10"))
  }

  @Test("of several triggers' policies for the plan, the one that asks the most people holds")
  func strictest() {
    var story = Story(
      .kaigo.changed { application in
        for required in [0, 3, 2] {
          var trigger = Trigger.regionOutage
          trigger.name = TriggerName("t\(required)")
          trigger.approval?.required = required
          application.triggers.append(trigger)
        }
      })
    story.backUp()
    story.order(.failover, plan: "region-failover")
    #expect(story.execution?.approvalPolicy?.required == 3)
  }

  @Test("a failover that can't start is rejected with what stands in its way")
  func failoverRejected() {
    var story = Story(
      .kaigo.changed { $0.plans.append(Plan(name: "quarterly", kind: .drill, steps: [])) })
    story.order(.failover)
    story.order(.failover, plan: "moon")
    story.order(.failover, plan: "quarterly")
    story.order(.failover, plan: "region-failover")
    story.backUp()
    story.notice(.open, "us-west-2")
    story.order(.failover, plan: "region-failover")
    story.wait(.minutes(1))
    story.notice(.closed, "us-west-2")
    story.order(.failover, plan: "region-failover")
    story.order(.failover, plan: "region-failover")
    let id = story.execution?.id.rawValue ?? ""
    let rejections = story.journal.map(\.line).filter { $0.contains(" rejected ") }
    #expect(
      rejections == [
        "03:00:00 rejected failover by yuki: no plan is named",
        "03:00:00 rejected failover by yuki: application kaigo-subsys has no plan moon; "
          + "it has region-failover, quarterly",
        "03:00:00 rejected failover by yuki: plan quarterly is of kind drill, not failover",
        "03:00:00 rejected failover by yuki: no usable recovery point of known age in us-west-2 for db; "
          + "copy a snapshot there, or check that the copy's events arrive (guard no-usable-recovery-point)",
        "03:00:00 rejected failover by yuki: the provider announces a fault in us-west-2: "
          + "AWS_EC2_OPERATIONAL_ISSUE; wait until notice-us-west-2 is closed, or override it with: daruma override kaigo-subsys "
          + "--guard recovery-region-impaired --by YOU --comment WHY (guard recovery-region-impaired)",
        "03:01:00 rejected failover by yuki: execution \(id) is awaiting approval; wait for its end or abort it "
          + "(guard execution-running)",
      ])
  }

  @Test("an application that is not declared takes no failover")
  func undeclared() {
    let command = CommandGiven(command: .failover, application: "ghost", by: "yuki", plan: "p")
    let signal = Signal(
      id: "s", at: .at("03:00"), seenAt: .at("03:00"), source: "operator", account: "1", region: "us-west-2",
      fact: .commandGiven(command))
    let events = Story.machine.decide(ApplicationState(name: "ghost"), .signal(signal), at: .at("03:00"))
    #expect(
      events.map(\.line) == ["03:00:00 rejected failover by yuki: application ghost is not declared"])
  }

  @Test("an execution is paused and resumed; what it began goes on")
  func pauseAndResume() {
    var story = Self.restoring()
    story.order(.pause, execution: story.execution?.id)
    story.succeed("restore-db/1", outputs: ["endpoint": "db-new.example"])
    story.order(.pause, execution: story.execution?.id)
    story.order(.resume, execution: story.execution?.id)
    let id = story.execution?.id.rawValue ?? ""
    #expect(
      story.tell() == """
        03:05:00 execution 1 paused by yuki
        03:05:00 accepted pause by yuki
        03:05:00 restore-db succeeded
        03:05:00 exposure of db fresh, taken at 02:23:00, restored
        03:05:00 rejected pause by yuki: execution \(id) is paused by yuki
        03:05:00 execution 1 resumed by yuki
        03:05:00 accepted resume by yuki
        03:05:00 app ready for attempt 1 of 3
        03:05:00 app started, until 03:35:00
        """)
  }

  @Test("resume after a failed step tries it again, with its attempts granted anew")
  func resumeRetries() {
    var story = Self.restoring()
    story.fail("restore-db/1", retriable: false)
    story.skipTelling()
    story.order(.resume, execution: story.execution?.id)
    #expect(
      story.tell() == """
        03:05:00 restore-db ready for attempt 2 of 5
        03:05:00 execution 1 resumed by yuki
        03:05:00 accepted resume by yuki
        03:05:00 restore-db started, until 05:05:00
        """)
  }

  @Test("retry tries one failed step again and resumes; a step that has not failed is not retried")
  func retry() {
    var story = Self.restoring()
    story.order(.retry, step: "restore-db")
    story.order(.retry, step: "moon")
    story.fail("restore-db/1", retriable: false)
    story.order(.retry, step: "restore-db")
    #expect(
      story.journal.map(\.line).suffix(16).filter {
        !$0.contains("notice") && !$0.contains(" told ") && !$0.contains(" taken ") && !$0.contains("restore-db/1")
          && !$0.contains("attempt 1 of") && !$0.contains("05:05")
      } == [
        "03:05:00 rejected retry by yuki: step restore-db has not failed",
        "03:05:00 rejected retry by yuki: plan region-failover has no step moon",
        "03:05:00 restore-db failed at attempt 1: aws.throttled",
        "03:05:00 execution 1 paused at restore-db: aws.throttled",
        "03:05:00 restore-db ready for attempt 2 of 5", "03:05:00 execution 1 resumed by yuki",
        "03:05:00 accepted retry by yuki",
      ])
  }

  @Test("skip needs a reason, gives a running attempt up, and resumes")
  func skip() {
    var story = Self.restoring()
    story.order(.skip, step: "restore-db")
    story.order(.skip, step: "restore-db", comment: "")
    story.order(.skip, step: "app", comment: "it runs already")
    story.fail("restore-db/1", retriable: false)
    story.skipTelling()
    story.order(.skip, step: "restore-db", comment: "restored by hand")
    story.order(.skip, step: "restore-db", comment: "once more")
    #expect(
      story.tell() == """
        03:05:00 restore-db skipped by yuki: restored by hand
        03:05:00 execution 1 resumed by yuki
        03:05:00 accepted skip by yuki
        03:05:00 dns ready for attempt 1 of 3
        03:05:00 dns failed at attempt 1: step.unresolved
        03:05:00 execution 1 paused at dns: step.unresolved
        03:05:00 notice paused-dns-1/1
        03:05:00 notice paused-dns-1/2
        03:05:00 rejected skip by yuki: step restore-db has ended already
        """)
  }

  @Test("an ended execution takes no command any more", arguments: CommandGiven.Command.allCases)
  func ended(command: CommandGiven.Command) {
    switch command {
    // They are not about an execution.
    case .failover, .restore, .acknowledge, .rearm, .override, .reconcile, .say: return
    case .approve, .deny, .abort, .pause, .resume, .retry, .skip, .done: break
    }
    var story = Self.restoring()
    story.fail("restore-db/1", retriable: false)
    story.order(.abort)
    let ended = story.execution
    story.skipTelling()
    story.order(
      command, step: "restore-db", comment: "on second thoughts", digest: "d", execution: ended?.id)
    #expect(story.execution == ended)
    #expect(story.tell().hasPrefix("03:05:00 rejected \(command.rawValue) by yuki: execution "))
  }

  @Test("a step is not skipped before the approval: what is asked for would not be what runs")
  func skipWhileAsking() {
    var story = Story()
    story.lose()
    story.skipTelling()
    story.order(.skip, step: "app", comment: "not needed")
    let id = story.execution?.id.rawValue ?? ""
    #expect(story.tell() == "03:05:00 rejected skip by yuki: execution \(id) is awaiting approval")
  }

  @Test("a step is not retried while what was done is verified")
  func retryWhileVerifying() {
    var story = Story(.kaigo.changed { $0.plans[0].steps[3].onFailure = .continue })
    story.lose()
    story.approve()
    story.succeed("restore-db/1", outputs: ["endpoint": "db-new.example"])
    story.succeed("app/1", "dns/1")
    story.fail("check/1", retriable: false)
    #expect(story.execution?.machine.stateName == "verifying")
    story.skipTelling()
    story.order(.retry, step: "check")
    let id = story.execution?.id.rawValue ?? ""
    #expect(story.tell() == "03:05:00 rejected retry by yuki: execution \(id) is verifying")
  }

  @Test("abort ends an execution in every state", arguments: 0..<4)
  func abort(depth: Int) {
    var story = Story()
    story.lose()
    if depth > 0 { story.approve() }
    if depth == 2 { story.fail("restore-db/1", retriable: false) }
    if depth == 3 { story.order(.pause, execution: story.execution?.id) }
    story.skipTelling()
    story.order(.abort, comment: "the region is back")
    let told = story.tell()
    #expect(told.contains("03:05:00 execution 1 aborted by yuki: the region is back"))
    #expect(told.contains("stopping by yuki") == (depth > 0), "what may have sent something stops first")
    #expect(told.contains("restore-db/1 called off") == (depth == 1 || depth == 3), "what was never sent is called off")
    let end = depth == 2 ? "cooling down until 09:05:00" : "acknowledged by yuki"
    #expect(told.hasSuffix("03:05:00 region-outage \(end)"), "what changed nothing leaves no cool-down")
    #expect(story.pending == "")
  }

  @Test("an abort while a call is on its way ends once it is seen how that ended, and says where the users are")
  func abortDuringCutOver() throws {
    var story = Self.abortedWhileCuttingOver()
    #expect(story.execution?.machine.stateName == "stopping")
    #expect(story.send("dns/1") != .go, "nothing more is sent")
    story.succeed("dns/1")
    #expect(story.execution?.machine.stateName == "aborted")
    #expect(story.state.placement.place == .recovery("us-west-2"))
    let id = try #require(story.execution?.id)
    #expect(Report(id, of: story.state)?.placement.contains("served from us-west-2") == true)
  }

  @Test("an abort while a call is on its way whose end nobody sees: nobody knows from where users are served")
  func cutOverLost() throws {
    var story = Self.abortedWhileCuttingOver()
    story.wait(.hours(2))
    #expect(story.execution?.machine.stateName == "aborted" && story.state.placement.isUnknown)
    let id = try #require(story.execution?.id)
    let report = try #require(Report(id, of: story.state))
    #expect(report.isCutOverUnknown && report.cutOverAt == nil)
  }

  @Test("a cut-over that was refused leaves the users where they were")
  func cutOverRefused() {
    var story = Story()
    story.lose()
    story.approve()
    story.succeed("restore-db/1", outputs: ["endpoint": "db-new.example"])
    story.succeed("app/1")
    story.fail("dns/1", "route53.AccessDenied", retriable: false)
    #expect(story.state.placement.place == nil, "it is moving until the execution has ended")
    story.order(.abort)
    #expect(story.state.placement.isPrimary)
    #expect(story.journal.map(\.line).contains { $0.hasSuffix("users still served from the primary") })
  }

  @Test("a cut-over of which nobody saw the end leaves the placement unknown, and a person's word leads out of that")
  func cutOverUnseen() {
    var story = Story()
    story.lose()
    story.approve()
    story.succeed("restore-db/1", outputs: ["endpoint": "db-new.example"])
    story.succeed("app/1")
    story.send("dns/1")
    story.order(.abort, comment: "enough")
    story.wait(.minutes(30))
    #expect(story.execution?.machine.stateName == "aborted")
    #expect(story.state.placement.place == nil)
    story.order(.rearm, servedFrom: "us-east-1")
    #expect(story.state.placement.isPrimary)
  }

  @Test("an execution that does not exist is named in the answer")
  func noSuchExecution() {
    var story = Self.restoring()
    story.order(.abort, execution: "kaigo-subsys.moon.1")
    #expect(
      story.tell() == "03:05:00 rejected abort by yuki: application kaigo-subsys has no execution kaigo-subsys.moon.1")
  }

  @Test("only what waits or cools down can be acknowledged")
  func acknowledge() {
    var story = Story()
    story.order(.acknowledge)
    story.order(.acknowledge, trigger: "moon")
    story.order(.acknowledge, trigger: "region-outage")
    #expect(
      story.tell() == """
        03:00:00 rejected acknowledge by yuki: application kaigo-subsys has no trigger (none named)
        03:00:00 rejected acknowledge by yuki: application kaigo-subsys has no trigger moon
        03:00:00 rejected acknowledge by yuki: trigger region-outage has nothing to acknowledge
        """)
  }

  @Test("who says where users are does not arm what people wanted quiet; who arms it does")
  func servedFromArmsNothing() {
    var story = Story()
    story.lose()
    story.order(.deny)
    story.order(.rearm, servedFrom: "us-east-1")
    story.wait(.hours(1))
    #expect(story.state.executionCount == 1)
    #expect(story.state.triggers["region-outage"]?.isAcknowledged == true)
    story.order(.rearm, trigger: "region-outage")
    #expect(story.state.triggers["region-outage"]?.isAcknowledged == false)
  }
}
