import DarumaCore
import TestSupport

/// A small application: one database, one trigger that asks nobody, and a plan of three steps.
enum TestApplication {
  static let database: ARN = "arn:aws:rds:us-east-1:123456789012:db:care-prod"

  static func make(
    _ name: ApplicationName, account: Account = "123456789012", approval: ApprovalPolicy? = nil
  ) -> Application {
    let database = ARN("arn:aws:rds:us-east-1:\(account):db:\(name)-prod")
    let steps = [
      Step(id: "restore", action: .rdsRestore(), resource: "db", timeout: .hours(2)),
      Step(
        id: "app", action: .ecsScale(desiredCount: 2, cluster: "dr", service: "api"),
        after: ["restore"]),
      Step(
        id: "dns",
        action: .route53Switch(zone: "Z1", name: "app.example", endpointOf: "restore"),
        after: ["app"], cutOver: true),
    ]
    let condition = Condition.all([
      .alarm(AlarmTest(name: "prod-region-*", state: .alarm)),
      // Asks for the canary's heartbeats, and holds whether they come or not.
      .any([
        .not(.silence(SilenceTest(source: "canary", duration: .days(300)))),
        .not(.health(HealthTest(region: "us-east-1", service: "NONE"))),
      ]),
    ])
    return Application(
      name: name, account: account, regions: Regions(primary: "us-east-1", recovery: "us-west-2"),
      objectives: Objectives(rpo: .hours(1), rto: .hours(4)),
      resources: [
        Resource(
          id: "db", type: .rdsInstance, arn: database,
          protection: [ProtectionRule(kind: .snapshot, every: .every(.days(1)), copyTo: "us-west-2")])
      ],
      triggers: [Trigger(name: "outage", when: condition, holdFor: .minutes(5), approval: approval, run: "failover")],
      plans: [Plan(name: "failover", kind: .failover, steps: steps)],
      guards: GuardPolicy(maximumLoss: .days(2)))
  }
}
