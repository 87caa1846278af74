import DarumaCore
import TestSupport

extension Application {
  /// The application of DESIGN.md section 6, with a person to ask.
  static let kaigo = Application(
    name: "kaigo-subsys", account: "123456789012",
    regions: Regions(primary: "us-east-1", recovery: "us-west-2"),
    objectives: Objectives(rpo: .hours(1), rto: .hours(4)),
    resources: [
      Resource(
        id: "db", type: .rdsInstance, arn: "arn:aws:rds:us-east-1:123456789012:db:kaigo-prod", tier: 2,
        protection: [ProtectionRule(kind: .snapshot, every: .every(.days(1)), copyTo: "us-west-2")]),
      Resource(
        id: "api", type: .ecsService, arn: "arn:aws:ecs:us-east-1:123456789012:service/main/api", tier: 3),
    ],
    triggers: [.regionOutage], plans: [.regionFailover],
    contacts: [
      Contact(role: "management", channel: .sns(topic: "arn:aws:sns:us-west-2:123456789012:management")),
      Contact(role: "on-call", channel: .webhook(url: "https://hooks.example/on-call")),
    ])

  func changed(_ change: (inout Application) -> Void) -> Application {
    var application = self
    change(&application)
    return application
  }
}

extension Trigger {
  static let regionOutage = Trigger(
    name: "region-outage",
    when: .all([
      .atLeast(2, of: [.regionAlarm, .longFault, .syntheticsSilent]),
      .not(.alarm(AlarmTest(name: "kaigo-dr-region-*", state: .alarm))),
    ]),
    holdFor: .minutes(5), coolDown: .hours(6),
    approval: ApprovalPolicy(required: 1, from: ["management"]), run: "region-failover")
}

extension Condition {
  static let regionAlarm = Condition.alarm(AlarmTest(name: "kaigo-prod-region-*", state: .alarm))
  static let longFault = Condition.health(
    HealthTest(region: "us-east-1", minimumExpectedDuration: .hours(4)))
  static let syntheticsSilent = Condition.silence(
    SilenceTest(source: "synthetics-us-west-2", duration: .minutes(3)))
}

extension Plan {
  static let regionFailover = Plan(
    name: "region-failover", kind: .failover,
    steps: [
      Step(
        id: "restore-db", action: .rdsRestore(), resource: "db", timeout: .hours(2),
        retries: 3),
      Step(
        id: "app", action: .ecsScale(desiredCount: 4), resource: "api",
        after: ["restore-db"]),
      Step(
        id: "dns",
        action: .route53Switch(
          zone: "Z123", name: "db.kaigo.example", endpointOf: "restore-db"),
        after: ["app"], cutOver: true),
      Step(
        id: "check", action: .httpCheck(url: "https://app.kaigo.example/health"),
        after: ["dns"]),
    ])
}
