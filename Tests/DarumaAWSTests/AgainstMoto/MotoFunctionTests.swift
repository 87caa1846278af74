import DarumaAWS
import DarumaActions
import DarumaCore
import TestSupport
import Testing

extension MotoTests {
  @Suite("Functions and tasks, against moto", .enabled(if: Moto.url != nil))
  struct FunctionTests {
    private let region = Moto.recovery

    private func effect(_ definition: any ActionDefinition.Type, _ parameters: [String: Document]) -> Effect {
      .sample(Action(name: definition.name, region: region, parameters: parameters, traits: definition.traits))
    }

    private func send(_ call: AWSCall, _ moto: Moto) async throws -> Document {
      try await moto.client.send(call, in: region)
    }

    /// With one version.
    private func function(_ moto: Moto) async throws {
      let role = try await send(
        AWSCall(.iam, "CreateRole", .createsNamed, ["RoleName": "f", "AssumeRolePolicyDocument": "{}"]), moto)
      _ = try await send(
        AWSCall(
          .lambda, "CreateFunction", .createsNamed,
          [
            "FunctionName": "f", "Runtime": "python3.12", "Handler": "a.b", "Role": try #require(role.at("Role.Arn")),
            "Code": ["ZipFile": "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="], "Publish": true,
          ], rest: RESTBinding("POST /2015-03-31/functions")), moto)
    }

    @Test("executions are reserved for a function, down to none; one that is not there is told")
    func concurrency() async throws {
      try await Moto.withEmpty { moto in
        try await function(moto)
        for count: Int64 in [0, 5] {
          let reserve = effect(LambdaConcurrency.self, ["function": "f", "reserved": .integer(count)])
          #expect(try await moto.cloud.observe(reserve) == .absent)
          #expect(try await moto.carryOut(reserve) == .done(outputs: ["reserved": "\(count)"], by: .unknown))
        }
        let gone = effect(LambdaConcurrency.self, ["function": "g", "reserved": 0])
        let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.observe(gone) }
        #expect(fault?.code == "lambda.function-missing")
      }
    }

    @Test("an alias is pointed at a version; one that is not there is told")
    func alias() async throws {
      try await Moto.withEmpty { moto in
        try await function(moto)
        _ = try await send(
          AWSCall(
            .lambda, "CreateAlias", .createsNamed,
            ["FunctionName": "f", "Name": "live", "FunctionVersion": "$LATEST"],
            rest: RESTBinding("POST /2015-03-31/functions/{FunctionName}/aliases")), moto)
        let point = effect(LambdaAlias.self, ["function": "f", "alias": "live", "version": 1])
        #expect(try await moto.cloud.observe(point) == .absent)
        guard case .done(let outputs, .unknown) = try await moto.carryOut(point) else {
          Issue.record("it was not pointed")
          return
        }
        #expect(outputs["version"] == "1" && outputs["aliasArn"]?.hasSuffix(":function:f:live") == true)
        let gone = effect(LambdaAlias.self, ["function": "f", "alias": "test", "version": 1])
        let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.observe(gone) }
        #expect(fault?.code == "lambda.alias-missing")
      }
    }

    @Test("a secret is replicated; a secret of its own is no replica")
    func secret() async throws {
      try await Moto.withEmpty { moto in
        _ = try await send(
          AWSCall(.secretsManager, "CreateSecret", .createsNamed, ["Name": "kaigo/database", "SecretString": "s"]), moto
        )
        let replicate = effect(SecretsReplicate.self, ["secret": "kaigo/database", "to": "eu-west-1"])
        #expect(try await moto.cloud.observe(replicate) == .absent)
        guard case .done(let outputs, .unknown) = try await moto.carryOut(replicate) else {
          Issue.record("it was not replicated")
          return
        }
        #expect(outputs["arn"]?.contains(":secret:kaigo/database-") == true)
        guard case .done = try await moto.cloud.observe(effect(SecretsPromote.self, ["secret": "kaigo/database"]))
        else {
          Issue.record("the primary is no replica")
          return
        }
        let gone = effect(SecretsPromote.self, ["secret": "none"])
        let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.observe(gone) }
        #expect(fault?.code == "secrets.secret-missing")
      }
    }

    @Test("a pipe is stopped and started again; one that is not there is told")
    func pipe() async throws {
      try await Moto.withEmpty { moto in
        _ = try await send(
          AWSCall(
            .pipes, "CreatePipe", .createsNamed,
            [
              "Name": "orders", "Source": "arn:aws:sqs:us-west-2:123456789012:in",
              "Target": "arn:aws:sqs:us-west-2:123456789012:out", "RoleArn": "arn:aws:iam::123456789012:role/p",
            ], rest: RESTBinding("POST /v1/pipes/{Name}")), moto)
        for state in ["disabled", "enabled"] {
          let pipe = effect(PipesSwitch.self, ["pipe": "orders", "state": .text(state)])
          guard case .done(let outputs, .unknown) = try await moto.carryOut(pipe) else {
            Issue.record("it was not switched: \(try await moto.cloud.observe(pipe))")
            return
          }
          #expect(outputs["state"] == state)
        }
        let gone = effect(PipesSwitch.self, ["pipe": "none", "state": "enabled"])
        let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.observe(gone) }
        #expect(fault?.code == "pipes.pipe-missing")
      }
    }

    /// moto's tasks run for ever.
    @Test("a task is run once: another process finds it, and a second start makes no second task")
    func task() async throws {
      try await Moto.withEmpty { moto in
        _ = try await moto.client.send(CreateCluster(clusterName: "main"), in: region)
        _ = try await moto.client.send(RegisterTaskDefinition(family: "api"), in: region)
        let run = effect(ECSRun.self, ["cluster": "main", "taskDefinition": "api", "launchType": "FARGATE"])
        #expect(try await moto.cloud.observe(run) == .absent)
        #expect(try await moto.cloud.act(run) == .started)
        let second = AWSCloud(client: moto.client, transport: moto.transport, addresses: WebhookAddresses())
        guard case .inProgress(let text) = try await second.observe(run) else {
          Issue.record("it does not run: \(try await second.observe(run))")
          return
        }
        #expect(text.hasPrefix("task "))
      }
    }
  }
}
