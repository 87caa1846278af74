import DarumaActions
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("A good file becomes an application")
struct ApplicationFileTests {
  @Test("with everything that stands in it")
  func everything() throws {
    let application = try #require(MarkedText(GoodApplication.text).read().application)
    #expect(application.name == "orders")
    #expect(application.account == "012345678901")
    #expect(application.regions == Regions(primary: "us-east-1", recovery: "us-west-2"))
    #expect(application.objectives == Objectives(rpo: .days(2), rto: .hours(4)))
    #expect(application.guards == GuardPolicy(maximumLoss: .hours(2), failoversPerDay: 1))
    let topic: ARN = "arn:aws:sns:us-west-2:012345678901:orders-management"
    #expect(application.contacts == [Contact(role: "management", channel: .sns(topic: topic))])
    #expect(
      application.resources == [
        Resource(
          id: "db", type: .rdsInstance, arn: "arn:aws:rds:us-east-1:012345678901:db:orders", tier: 1,
          protection: [
            ProtectionRule(
              kind: .snapshot, every: .every(.days(1)), window: DayWindow("03:00-04:00"), timeZone: "Asia/Tokyo",
              retain: .lasting(.days(30)), copyTo: "us-west-2")
          ]),
        Resource(id: "api", type: .ecsService, arn: "arn:aws:ecs:us-east-1:012345678901:service/orders/api"),
      ])
    #expect(
      application.triggers == [
        Trigger(
          name: "outage",
          when: .all([
            .alarm(AlarmTest(name: "or-*", state: .alarm)),
            .silence(SilenceTest(source: "probe", duration: .minutes(3))),
          ]), holdFor: .minutes(5), coolDown: .hours(6),
          approval: ApprovalPolicy(
            required: 1, from: ["management"], timeout: .minutes(30), onTimeout: .abort),
          run: "region")
      ])
    #expect(application.plans.map(\.steps.count) == [5])
  }

  @Test("the steps with their actions, and the role of a notice resolved")
  func steps() throws {
    let application = try #require(MarkedText(GoodApplication.text).read().application)
    let plan = try #require(application.plan("region"))
    let topic: ARN = "arn:aws:sns:us-west-2:012345678901:orders-management"
    #expect(plan.kind == .failover)
    #expect(
      plan.steps == [
        Step(
          id: "tell", action: .notify(channels: [.sns(topic: topic)], message: "Begun."),
          timeout: .minutes(1)),
        Step(
          id: "restore", action: .rdsRestore(subnetGroup: "dr", securityGroups: ["sg-1"]),
          resource: "db", timeout: .hours(2)),
        Step(
          id: "scale", action: .ecsScale(desiredCount: 4, cluster: "orders"), resource: "api",
          after: ["restore"], timeout: .minutes(10)),
        Step(
          id: "switch",
          action: .route53Switch(
            zone: "Z1", name: "app.example.com", type: "CNAME", values: ["dr.example.com"]),
          after: ["scale", "tell"], timeout: .minutes(5), cutOver: true,
          needs: "An operator can do it at the registrar."),
        Step(
          id: "check", action: .httpCheck(url: "https://app.example.com/health"),
          after: ["switch"], timeout: .minutes(5)),
      ])
  }

  @Test("with every option of every action and step")
  func options() throws {
    let text =
      GoodApplication.textBeforePlans + """
        plans:
          z:
            kind: failover
            steps:
              - id: a
                action: http.check
                with: { url: "http://a.b", expect: 204, consecutive: 3 }
                cutOver: true
          a:
            kind: failover
            steps:
              - id: r
                action: rds.restore
                resource: db
                with:
                  instanceClass: db.r6g.large
                  subnetGroup: s
                  securityGroups: [sg-1, sg-2]
                  parameterGroup: default.postgres15
                  optionGroup: "default:postgres-15"
                  multiAZ: true
                  publiclyAccessible: true
                timeout: 90m
                retries: 0
                backoff: 1m
                onFailure: abort
              - id: s
                action: ecs.scale
                with: { desiredCount: 0, cluster: c, service: d }
                onFailure: continue
              - id: e
                action: route53.switch
                with: { zone: Z2, name: db.example.internal, ttl: 5, endpointOf: r }
                after: [r]
                needs: There is no other way.
              - id: t
                action: route53.switch
                with: { zone: Z2, name: a.example.com, type: A, targets: [192.0.2.1, 192.0.2.2] }
                after: [e]
                cutOver: true
                needs: There is no other way.

        """
    let application = try #require(
      MarkedText(text.replacing("run: region", with: "run: a")).read().application)
    #expect(application.plans.map(\.name) == ["a", "z"])
    let steps = try #require(application.plan("a")).steps
    #expect(
      steps[0]
        == Step(
          id: "r",
          action: .rdsRestore(
            instanceClass: "db.r6g.large", subnetGroup: "s", securityGroups: ["sg-1", "sg-2"],
            parameterGroup: "default.postgres15", optionGroup: "default:postgres-15", multiAZ: true,
            publiclyAccessible: true),
          resource: "db", timeout: .minutes(90), retries: 0, backoff: .minutes(1), onFailure: .abort))
    #expect(steps[1].action == .ecsScale(desiredCount: 0, cluster: "c", service: "d"))
    #expect(steps[1].onFailure == .continue)
    #expect(
      steps[2].action
        == .route53Switch(
          zone: "Z2", name: "db.example.internal", endpointOf: "r", ttl: 5))
    #expect(
      steps[3].action
        == .route53Switch(
          zone: "Z2", name: "a.example.com", type: "A", values: ["192.0.2.1", "192.0.2.2"]))
    #expect(
      application.plan("z")?.steps[0].action
        == .httpCheck(url: "http://a.b", expect: 204, consecutive: 3))
  }

  @Test("what is left out has the defaults of the domain")
  func defaults() throws {
    let application = try #require(
      MarkedText(
        """
        apiVersion: daruma.dev/v1
        application: small
        account: "012345678901"
        regions: { primary: us-east-1, recovery: us-west-2 }
        objectives: { rpo: 1h, rto: 4h }
        triggers:
          - { name: t, when: { health: { region: us-east-1 } }, run: p }
        plans:
          p: { kind: failover, steps: [ { id: a, action: http.check, with: { url: "https://a.example" } } ] }

        """
      ).read().application)
    #expect(application.resources.isEmpty && application.contacts.isEmpty)
    #expect(application.guards == GuardPolicy())
    #expect(
      application.triggers == [Trigger(name: "t", when: .health(HealthTest(region: "us-east-1")), run: "p")])
    #expect(
      application.plan("p")?.steps
        == [Step(id: "a", action: .httpCheck(url: "https://a.example"))])
  }

  @Test("in block style or flow style, the same")
  func styles() {
    let flow = GoodApplication.text.replacing(
      "regions: { primary: us-east-1, recovery: us-west-2 }",
      with: "regions:\n    recovery: 'us-west-2'\n    primary: \"us-east-1\"")
    #expect(MarkedText(flow).read().application == MarkedText(GoodApplication.text).read().application)
  }
}

@Suite("Several files are several applications")
struct SeveralFilesTests {
  private func file(_ name: String, _ text: String) -> ApplicationFile {
    ApplicationFile(name: name, bytes: Array(text.utf8))
  }

  @Test("an application that is described twice is refused the second time")
  func twice() {
    let other = GoodApplication.replacing("application: orders", with: "application: billing")
      .replacing("name: app.example.com", with: "name: billing.example.com")
      .replacing("db:orders", with: "db:billing")
    let readings = ApplicationFile.validate([
      file("a.yaml", GoodApplication.text), file("b.yaml", other), file("c.yaml", GoodApplication.text),
    ])
    #expect(readings.map { $0.application?.name } == ["orders", "billing", nil])
    #expect(
      readings[2].diagnostics.map(\.description) == [
        "c.yaml:2:14: error: application `orders` is described in a.yaml already; "
          + "keep one of the two files, or give this application another name (file.duplicate-application)"
      ])
  }

  @Test("two that would move the same name, or restore the same resource, are refused both: what was in force stays")
  func shared() {
    let other = GoodApplication.replacing("application: orders", with: "application: billing")
    let elsewhere = other.replacing("name: app.example.com", with: "name: other.example.com")
    let same = other.replacing("name: app.example.com", with: "name: App.example.com.").replacing(
      "db:orders", with: "db:billing")
    for (text, code) in [(same, DiagnosticCode.sharedRecord), (elsewhere, .sharedRestore)] {
      let readings = ApplicationFile.validate([file("a.yaml", text), file("b.yaml", GoodApplication.text)])
      #expect(readings.map { $0.application == nil } == [true, true])
      #expect(readings.map { $0.diagnostics.filter { $0.severity == .error }.map(\.code) } == [[code], [code]])
    }
    let apart = elsewhere.replacing("db:orders", with: "db:billing")
    let readings = ApplicationFile.validate([file("a.yaml", apart), file("b.yaml", GoodApplication.text)])
    #expect(readings.map { $0.application?.name } == ["billing", "orders"])
  }

  @Test("a file with errors takes its name too")
  func brokenFirst() {
    let broken = GoodApplication.replacing("rpo: 2d", with: "rpo: 1x")
    let readings = ApplicationFile.validate([file("a.yaml", broken), file("b.yaml", GoodApplication.text)])
    #expect(readings.map { $0.diagnostics.map(\.code) } == [[.badDuration], [.duplicateApplication]])
  }

  @Test("strictness holds for each")
  func strict() {
    let text = GoodApplication.replacing("from: [management]", with: "from: [manager]")
    let files = [file("a.yaml", text)]
    #expect(ApplicationFile.validate(files).map(\.hasErrors) == [false])
    #expect(ApplicationFile.validate(files, strict: true).map(\.hasErrors) == [true])
  }
}
