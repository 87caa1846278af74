import DarumaCore
import TestSupport

extension Application {
  /// One in which much happens within minutes: short times, two triggers, a plan with branches.
  static let hasty = Application.kaigo.changed { application in
    application.objectives.rpo = .minutes(5)
    application.guards = GuardPolicy(maximumLoss: .minutes(10), failoversPerDay: 4)
    application.triggers = [
      Trigger(
        name: "asked",
        when: .atLeast(
          2, of: [.regionAlarm, .fault, .silent, .said(WordTest(fact: "it-lasts", againstPrimary: true))]),
        holdFor: .seconds(10),
        coolDown: .seconds(45),
        approval: ApprovalPolicy(required: 2, from: ["management"], timeout: .seconds(40)), run: "long"),
      Trigger(
        name: "proceeding", when: .all([.fault, .not(.silent)]), holdFor: .seconds(25), coolDown: .seconds(30),
        approval: ApprovalPolicy(from: ["management"], timeout: .seconds(20), onTimeout: .proceed), run: "long"),
      Trigger(
        name: "alone", when: .any([.silent, .all([.regionAlarm, .not(.fault)])]), holdFor: .seconds(5),
        coolDown: .seconds(20), run: "short"),
    ]
    application.plans = [.long, .short]
  }
}

extension Condition {
  fileprivate static let fault = Condition.health(HealthTest(region: "us-east-1"))
  fileprivate static let silent = Condition.silence(
    SilenceTest(source: "synthetics-us-west-2", duration: .seconds(20)))
}

extension Plan {
  fileprivate static let long = Plan(
    name: "long", kind: .failover,
    steps: [
      quick("restore", .rdsRestore(), "db", retries: 2),
      quick("app", .ecsScale(desiredCount: 2), "api", onFailure: .continue),
      quick("look", .httpCheck(url: "https://look.example"), after: ["app"], onFailure: .abort),
      quick(
        "dns",
        .route53Switch(zone: "Z", name: "db", endpointOf: "restore"),
        after: ["restore", "look"], cutOver: true),
      quick("tell", .notify(channels: [], message: "m"), after: ["dns"]),
    ])

  fileprivate static let short = Plan(
    name: "short", kind: .failover,
    steps: [quick("dns", .route53Switch(zone: "Z", name: "db", type: "A", values: ["1"]), cutOver: true)]
  )

  private static func quick(
    _ id: StepID, _ action: StepAction, _ resource: ResourceID? = nil, after: [StepID] = [], retries: Int = 1,
    onFailure: Step.OnFailure = .pause, cutOver: Bool = false
  ) -> Step {
    Step(
      id: id, action: action, resource: resource, after: after, timeout: .seconds(30), retries: retries,
      backoff: .seconds(3), onFailure: onFailure, cutOver: cutOver)
  }
}
