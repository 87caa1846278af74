import DarumaAWS
import DarumaActions
import DarumaCore
import TestSupport
import Testing

extension MotoTests {
  @Suite("Switches, against moto", .enabled(if: Moto.url != nil))
  struct SwitchTests {
    private let region = Moto.recovery

    private func effect(
      _ definition: any ActionDefinition.Type, _ parameters: [String: Document], attempt: Int = 1
    ) -> Effect {
      .sample(
        Action(name: definition.name, region: region, parameters: parameters, traits: definition.traits),
        attempt: attempt)
    }

    private func send(_ call: AWSCall, _ moto: Moto) async throws -> Document {
      try await moto.client.send(call, in: region)
    }

    @Test("an event source mapping is switched off and on again; one that is not there is told")
    func eventSource() async throws {
      try await Moto.withEmpty { moto in
        let mapping = try await self.mapping(moto)
        let uuid = try #require(mapping["UUID"])
        for state in ["disabled", "enabled"] {
          let effect = effect(LambdaEventSource.self, ["uuid": uuid, "state": .text(state)])
          #expect(try await moto.cloud.observe(effect) == .absent)
          let function = try #require(mapping["FunctionArn"]?.text)
          #expect(
            try await moto.carryOut(effect) == .done(outputs: ["state": state, "functionArn": function], by: .unknown))
        }
        let gone = effect(
          LambdaEventSource.self, ["uuid": "a1b2c3d4-5678-90ab-cdef-111111111111", "state": "enabled"])
        let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.observe(gone) }
        #expect(fault?.code == "lambda.mapping-missing")
      }
    }

    /// Of a function that does nothing, fed by the stream of a table.
    private func mapping(_ moto: Moto) async throws -> Document {
      let role = try await send(
        AWSCall(.iam, "CreateRole", .createsNamed, ["RoleName": "f", "AssumeRolePolicyDocument": "{}"]), moto)
      _ = try await send(
        AWSCall(
          .lambda, "CreateFunction", .createsNamed,
          [
            "FunctionName": "f", "Runtime": "python3.12", "Handler": "a.b", "Role": try #require(role.at("Role.Arn")),
            "Code": ["ZipFile": "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="],
          ], rest: RESTBinding("POST /2015-03-31/functions")), moto)
      let table = try await send(
        AWSCall(
          .dynamoDB, "CreateTable", .createsNamed,
          [
            "TableName": "t", "KeySchema": [["AttributeName": "k", "KeyType": "HASH"]],
            "AttributeDefinitions": [["AttributeName": "k", "AttributeType": "S"]], "BillingMode": "PAY_PER_REQUEST",
            "StreamSpecification": ["StreamEnabled": true, "StreamViewType": "NEW_IMAGE"],
          ]), moto)
      return try await send(
        AWSCall(
          .lambda, "CreateEventSourceMapping", .accumulates,
          [
            "EventSourceArn": try #require(table.at("TableDescription.LatestStreamArn")), "FunctionName": "f",
            "StartingPosition": "LATEST",
          ], rest: RESTBinding("POST /2015-03-31/event-source-mappings")), moto)
    }

    @Test("a rule of the default bus, and of another, is switched off and on again", arguments: [nil, "orders"])
    func rule(bus: String?) async throws {
      try await Moto.withEmpty { moto in
        if let bus {
          _ = try await send(AWSCall(.eventBridge, "CreateEventBus", .createsNamed, ["Name": .text(bus)]), moto)
        }
        let made = try await send(
          AWSCall(
            .eventBridge, "PutRule", .setsAbsolute,
            [
              "Name": "nightly", "EventPattern": #"{"source":["x"]}"#, "EventBusName": .text(bus ?? "default"),
            ]), moto)
        let arn = try #require(made["RuleArn"]?.text)
        for state in ["disabled", "enabled"] {
          var parameters: [String: Document] = ["rule": "nightly", "state": .text(state)]
          parameters["bus"] = bus.map { .text($0) }
          let effect = effect(EventsRule.self, parameters)
          #expect(try await moto.cloud.observe(effect) == .absent)
          #expect(try await moto.carryOut(effect) == .done(outputs: ["state": state, "arn": arn], by: .unknown))
        }
        let gone = effect(EventsRule.self, ["rule": "weekly", "state": "enabled"])
        let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.observe(gone) }
        #expect(fault?.code == "events.rule-missing")
      }
    }

    @Test("users are led to another target group, by a rule and by a listener's default")
    func weights() async throws {
      try await Moto.withEmpty { moto in
        let (old, new) = (try await targetGroup("old", moto), try await targetGroup("new", moto))
        let listener = try await self.listener(to: old, moto)
        let made = try await send(
          AWSCall(
            .loadBalancing, "CreateRule", .accumulates,
            [
              "ListenerArn": listener, "Priority": 5, "Conditions": [["Field": "path-pattern", "Values": ["/a"]]],
              "Actions": [["Type": "forward", "TargetGroupArn": old]],
            ]), moto)
        for rule in [try #require(made.at("Rules[0].RuleArn")), listener] {
          func effect(healthy: Int) -> Effect {
            self.effect(
              ELBv2Weights.self,
              [
                "rule": rule, "healthyTargets": .integer(Int64(healthy)),
                "targetGroups": [["arn": old, "weight": 0], ["arn": new, "weight": 100]],
              ])
          }
          #expect(try await moto.cloud.observe(effect(healthy: 1)) == .absent)
          guard case .done(let outputs, .unknown) = try await moto.carryOut(effect(healthy: 1)) else {
            Issue.record("it was not weighed")
            return
          }
          #expect(outputs["healthyTargets"] == "1")
          guard case .inProgress(let text) = try await moto.cloud.observe(effect(healthy: 2)) else {
            Issue.record("one healthy target is not two")
            return
          }
          #expect(text.hasSuffix("1 of 2 healthy"))
        }
        let kept = try await send(
          AWSCall(.loadBalancing, "DescribeRules", .reads, ["RuleArns": [try #require(made.at("Rules[0].RuleArn"))]]),
          moto)
        #expect(kept.at("Rules[0].Conditions[0].Values") == ["/a"])
        let gone = self.effect(
          ELBv2Weights.self,
          [
            "rule": .text((listener.text ?? "") + "0"), "healthyTargets": 1,
            "targetGroups": [["arn": new, "weight": 100]],
          ])
        let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.observe(gone) }
        #expect(fault?.code == "elbv2.rule-missing")
      }
    }

    /// With one target.
    private func targetGroup(_ name: String, _ moto: Moto) async throws -> Document {
      let network = try await send(AWSCall(.ec2, "DescribeVpcs", .reads), moto)
      let made = try await send(
        AWSCall(
          .loadBalancing, "CreateTargetGroup", .createsNamed,
          [
            "Name": .text(name), "Protocol": "HTTP", "Port": 80, "TargetType": "ip",
            "VpcId": try #require(network.at("vpcSet[0].vpcId")),
          ]), moto)
      let group = try #require(made.at("TargetGroups[0].TargetGroupArn"))
      _ = try await send(
        AWSCall(
          .loadBalancing, "RegisterTargets", .setsAbsolute,
          ["TargetGroupArn": group, "Targets": [["Id": "172.31.0.9", "Port": 80]]]), moto)
      return group
    }

    private func listener(to group: Document, _ moto: Moto) async throws -> Document {
      let subnets = try await send(AWSCall(.ec2, "DescribeSubnets", .reads), moto)
      let balancer = try await send(
        AWSCall(
          .loadBalancing, "CreateLoadBalancer", .createsNamed,
          [
            "Name": "web",
            "Subnets": [
              try #require(subnets.at("subnetSet[0].subnetId")), try #require(subnets.at("subnetSet[1].subnetId")),
            ],
          ]), moto)
      let made = try await send(
        AWSCall(
          .loadBalancing, "CreateListener", .accumulates,
          [
            "LoadBalancerArn": try #require(balancer.at("LoadBalancers[0].LoadBalancerArn")), "Protocol": "HTTP",
            "Port": 80, "DefaultActions": [["Type": "forward", "TargetGroupArn": group]],
          ]), moto)
      return try #require(made.at("Listeners[0].ListenerArn"))
    }
  }
}
