import DarumaAWS
import DarumaActions
import DarumaCore
import TestSupport
import Testing

extension MotoTests {
  @Suite("Configuration and tasks, against moto", .enabled(if: Moto.url != nil))
  struct ConfigurationTests {
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

    @Test("a parameter is made, and written again; what a newer execution wrote stays")
    func parameter() async throws {
      try await Moto.withEmpty { moto in
        func write(_ value: String, execution: ExecutionID = .sample) -> Effect {
          var effect = effect(SSMParameter.self, ["parameter": "/kaigo/database", "value": .text(value)])
          effect.execution = execution
          effect.id = Effect.identifier(execution: execution, step: "step", attempt: 1)
          return effect
        }
        for (value, version) in [("db.east", "1"), ("db.west", "2")] {
          #expect(try await moto.cloud.observe(write(value)) == .absent)
          #expect(
            try await moto.carryOut(write(value))
              == .done(outputs: ["name": "/kaigo/database", "version": version], by: .unknown))
        }
        let newer = write("db.south", execution: "kaigo.20270101T000000Z.2")
        guard case .done = try await moto.carryOut(newer) else {
          Issue.record("the newer one did not write")
          return
        }
        guard case .conflict(let failure) = try await moto.cloud.observe(write("db.west")) else {
          Issue.record("an older one would overwrite it")
          return
        }
        #expect(failure.code == "ssm.newer-value")
      }
    }

    @Test("weighted records are weighed anew in one change, with everything else of them as it was")
    func weights() async throws {
      try await Moto.withEmpty { moto in
        let zone = try await moto.client.send(CreateHostedZone(), in: region).split(separator: "/").last
        let id = Document.text(String(try #require(zone)))
        let records: [Document] = [("east", 100), ("west", 0)].map { name, weight in
          [
            "Action": "CREATE",
            "ResourceRecordSet": [
              "Name": "app.kaigo.example", "Type": "CNAME", "SetIdentifier": .text(name), "Weight": .integer(weight),
              "TTL": 60, "ResourceRecords": [["Value": .text("lb.\(name).example")]],
            ],
          ]
        }
        _ = try await send(
          AWSCall(
            .route53, "ChangeResourceRecordSets", .setsAbsolute,
            ["HostedZoneId": id, "ChangeBatch": ["Changes": .list(records)]],
            rest: RESTBinding("POST /2013-04-01/hostedzone/{HostedZoneId}/rrset/")), moto)
        let weighed = effect(
          Route53Weights.self,
          [
            "zone": id, "name": "app.kaigo.example", "type": "CNAME",
            "weights": [["record": "east", "weight": 0], ["record": "west", "weight": 255]],
          ])
        #expect(try await moto.cloud.observe(weighed) == .absent)
        #expect(
          try await moto.carryOut(weighed)
            == .done(outputs: ["name": "app.kaigo.example", "weights": "east=0,west=255"], by: .unknown))
        let seen = try await send(
          AWSCall(
            .route53, "ListResourceRecordSets", .reads, ["HostedZoneId": id],
            rest: RESTBinding("GET /2013-04-01/hostedzone/{HostedZoneId}/rrset")), moto)
        #expect(
          seen.at("ResourceRecordSets[?SetIdentifier=='east'].ResourceRecords[*].Value") == ["lb.east.example"])
      }
    }

    @Test("a record becomes an alias, and another alias")
    func alias() async throws {
      try await Moto.withEmpty { moto in
        let zone = try await moto.client.send(CreateHostedZone(), in: region).split(separator: "/").last
        let id = Document.text(String(try #require(zone)))
        for name in ["lb-1.us-west-2.elb.amazonaws.com", "lb-2.us-west-2.elb.amazonaws.com"] {
          let alias = effect(
            Route53Switch.self,
            [
              "zone": id, "name": "app.kaigo.example", "type": "A", "values": [.text(name)],
              "alias": ["zone": "Z1H1FL5HABSF5", "evaluateHealth": true],
            ])
          #expect(try await moto.cloud.observe(alias) == .absent)
          #expect(
            try await moto.carryOut(alias)
              == .done(outputs: ["name": "app.kaigo.example", "values": name], by: .unknown))
        }
      }
    }

    @Test("targets behind a target group are counted; one that is not there is told")
    func healthy() async throws {
      try await Moto.withEmpty { moto in
        let network = try await send(AWSCall(.ec2, "DescribeVpcs", .reads), moto)
        let made = try await send(
          AWSCall(
            .loadBalancing, "CreateTargetGroup", .createsNamed,
            [
              "Name": "web", "Protocol": "HTTP", "Port": 80, "TargetType": "ip",
              "VpcId": try #require(network.at("vpcSet[0].vpcId")),
            ]), moto)
        let group = try #require(made.at("TargetGroups[0].TargetGroupArn"))
        let wanted = effect(ELBv2Healthy.self, ["targetGroup": group, "healthyTargets": 1])
        guard case .inProgress(let text) = try await moto.cloud.observe(wanted) else {
          Issue.record("none is not one")
          return
        }
        #expect(text.contains("0 of 1 healthy"))
        _ = try await send(
          AWSCall(
            .loadBalancing, "RegisterTargets", .setsAbsolute,
            ["TargetGroupArn": group, "Targets": [["Id": "172.31.0.9", "Port": 80]]]), moto)
        #expect(try await moto.cloud.observe(wanted) == .done(outputs: ["healthyTargets": "1"], by: .unknown))
        let gone = effect(
          ELBv2Healthy.self, ["targetGroup": .text((group.text ?? "") + "0"), "healthyTargets": 1])
        let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.observe(gone) }
        #expect(fault?.code == "elbv2.target-group-missing")
      }
    }

    /// moto points the service at the revision and begins no deployment of it, so none comes to an end.
    @Test("a service gets one new revision, however often it is asked for")
    func deploy() async throws {
      try await Moto.withEmpty { moto in
        _ = try await moto.client.send(CreateCluster(clusterName: "main"), in: region)
        _ = try await moto.client.send(RegisterTaskDefinition(family: "api"), in: region)
        _ = try await moto.client.send(
          CreateService(cluster: "main", serviceName: "api", taskDefinition: "api"), in: region)
        let deploy = effect(
          ECSDeploy.self,
          [
            "cluster": "main", "service": "api", "image": "api:2",
            "environment": [["name": "DB_HOST", "value": "db.west"]],
          ])
        #expect(try await moto.cloud.observe(deploy) == .absent)
        #expect(try await moto.cloud.act(deploy) == .partly)
        // Another process knows nothing of the revision but what it bears.
        let second = AWSCloud(client: moto.client, transport: moto.transport, addresses: WebhookAddresses())
        #expect(try await second.act(deploy) == .started)
        guard case .inProgress(let text) = try await second.observe(deploy) else {
          Issue.record("the service was not pointed at it")
          return
        }
        #expect(text.hasPrefix("api, api:2: "), "\(text)")
        let listed = try await send(
          AWSCall(.ecs, "ListTaskDefinitions", .reads, ["familyPrefix": "api"]), moto)
        #expect(listed.list("taskDefinitionArns")?.count == 2)
      }
    }

    @Test("a stack gets other parameters, and keeps its template")
    func stack() async throws {
      try await Moto.withEmpty { moto in
        let template = #"""
          {"Parameters": {"Size": {"Type": "String"}, "Zone": {"Type": "String"}},
           "Resources": {"T": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Ref": "Size"}}}}}
          """#
        _ = try await send(
          AWSCall(
            .cloudFormation, "CreateStack", .createsNamed,
            [
              "StackName": "web", "TemplateBody": .text(template),
              "Parameters": [
                ["ParameterKey": "Size", "ParameterValue": "small"], ["ParameterKey": "Zone", "ParameterValue": "a"],
              ],
            ]), moto)
        let update = effect(
          CloudFormationUpdate.self, ["stack": "web", "parameters": [["name": "Size", "value": "large"]]])
        #expect(try await moto.cloud.observe(update) == .absent)
        guard case .done = try await moto.carryOut(update) else {
          Issue.record("it was not updated")
          return
        }
        let seen = try await send(AWSCall(.cloudFormation, "DescribeStacks", .reads, ["StackName": "web"]), moto)
        #expect(seen.at("Stacks[0].Parameters[?ParameterKey=='Size'].ParameterValue") == "large")
        #expect(seen.at("Stacks[0].Parameters[?ParameterKey=='Zone'].ParameterValue") == "a")
        let gone = effect(CloudFormationUpdate.self, ["stack": "none", "parameters": [["name": "A", "value": "b"]]])
        let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.observe(gone) }
        #expect(fault?.code == "cloudformation.stack-missing")
      }
    }
  }
}
