import DarumaCore

/// Applications in which much happens within minutes; they differ in who is asked.
enum HistoryApplication {
  static func make(_ name: ApplicationName) -> Application {
    var application = TestApplication.make(name, approval: approval(of: name))
    application.triggers[0].holdFor = .seconds(20)
    application.triggers[0].coolDown = .minutes(2)
    application.guards = GuardPolicy(maximumLoss: .hours(2), failoversPerDay: 20)
    for index in application.plans[0].steps.indices {
      application.plans[0].steps[index].timeout = .minutes(2)
      application.plans[0].steps[index].retries = 2
      application.plans[0].steps[index].backoff = .seconds(3)
    }
    return application
  }

  private static func approval(of name: ApplicationName) -> ApprovalPolicy? {
    switch name {
    case "care-asked": ApprovalPolicy(from: ["management"], timeout: .minutes(3), onTimeout: .abort)
    case "care-proceeding": ApprovalPolicy(from: ["management"], timeout: .seconds(90), onTimeout: .proceed)
    default: nil
    }
  }
}
