package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `ec2.launch`: starts instances from a launch template, all or none, and waits until they run and EC2's own checks of them
/// are well. They are tagged in the request that starts them, and a token is what EC2 knows a repeat by: those of an earlier
/// attempt are adopted.
package enum EC2Launch: ActionDefinition {
  package typealias Wanted = GivenParameters

  package static let name: ActionName = "ec2.launch"
  package static let about = "Starts instances from a launch template, and waits until their status checks are well."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .creates, idempotency: .token, plane: .control("EC2"), services: ["EC2"],
    outputs: ["instance", "instances"],
    sentence: "start {count} instances from launch template {launchTemplate} in {region}")
  package static let usually = Span.minutes(5)
  package static let undo = Undo.byHand("terminate the instances that it left, once nothing uses them")
}

// MARK: - In an application file

extension EC2Launch {
  private static let launchTemplate = Key.required(
    "launchTemplate",
    Form<String>.awsIdentifier(
      "the id or name of a launch template", marks: "-_().@/", longest: 128, example: "an id such as `lt-0a1b2c3d`"),
    "The launch template in the region where the step acts, by its id or its name.")
  private static let version = Key.optional(
    "version",
    Form<String>.awsIdentifier(
      "a version of a launch template", marks: "$", longest: 20, example: "a number, `$Default` or `$Latest`"),
    "Its version; the default one without it.")
  private static let count = Key.optional("count", Form<Int>.count(1...100), "How many instances; 1 without it.")
  private static let subnet = Key.optional(
    "subnet", Form<String>.subnet, "The subnet that they stand in; that of the template without it.")
  private static let generation = "generation"

  package static let form = Form<GivenParameters>.with(
    of: name,
    [
      .text(launchTemplate), .text(version), .fixed(1, as: count.name), .count(count), .text(subnet),
      .blank(.generation, as: generation),
    ])
}

// MARK: - Carried out

extension EC2Launch {
  package struct Request: ActionRequest {
    var template: String
    var version: String?
    var count: Int
    var subnet: String?
    /// How often what the step makes was seen to be broken, and one.
    var generation: Int

    package init(_ arguments: Arguments) throws(CloudFault) {
      template = try arguments.text(launchTemplate.name)
      version = try arguments.optionalText(EC2Launch.version.name)
      count = try arguments.integer(EC2Launch.count.name)
      subnet = try arguments.optionalText(EC2Launch.subnet.name)
      generation = try arguments.integer(EC2Launch.generation)
    }
  }

  private static let mostGenerations = 100
  private static let pages = PageMarks(asked: "NextToken", answered: "nextToken")

  private static func token(_ generation: Int, _ at: ActionPlace) -> String {
    StepToken.attempt(generation, of: at.effect)
  }

  /// Of this and all earlier attempts that meant something else, the newest first.
  private static func tokens(_ wanted: Request, _ at: ActionPlace) -> [String] {
    (1...max(1, min(wanted.generation, mostGenerations))).reversed().map { token($0, at) }
  }

  /// The member that names the template.
  private static func naming(_ template: String) -> String {
    template.hasPrefix("lt-") ? "LaunchTemplateId" : "LaunchTemplateName"
  }

  static func look(_ wanted: Request, _ at: ActionPlace) -> AWSCall {
    AWSCall(
      .ec2, "DescribeInstances", .reads, ["Filter": [EC2Tags.filter("client-token", tokens(wanted, at))]])
  }

  static func lookAtStatus(_ instances: [String]) -> AWSCall {
    AWSCall(.ec2, "DescribeInstanceStatus", .reads, ["InstanceId": Document(instances), "IncludeAllInstances": true])
  }

  static func run(_ wanted: Request, _ at: ActionPlace) -> AWSCall {
    var template: [String: Document] = [naming(wanted.template): .text(wanted.template)]
    template["Version"] = Document(wanted.version)
    let token = token(wanted.generation, at)
    return AWSCall(
      .ec2, "RunInstances", .accumulates,
      .object(
        .parameters([
          "LaunchTemplate": .object(template), "MinCount": Document(wanted.count), "MaxCount": Document(wanted.count),
          "SubnetId": Document(wanted.subnet), "ClientToken": .text(token),
          "TagSpecification": [
            EC2Tags.specification("instance", at.mark, name: "\(at.effect.application)-\(token.suffix(8))")
          ],
        ])))
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let made = ["instance/*", "volume/*", "network-interface/*"].map { at.arn("ec2", $0) }
    let used =
      ["launch-template/*", "subnet/*", "security-group/*", "key-pair/*"].map { at.arn("ec2", $0) }
      + [at.arn("ec2", "image/*").replacing(":*:", with: "::")]
    // Of the template's profile.
    let role = Permission(
      "iam:PassRole", on: [at.globalARN("iam", "role/*").replacing(":::", with: "::*:")],
      if: Permission.Condition(test: "StringEquals", key: "iam:PassedToService", value: "ec2.amazonaws.com"))
    return [
      PlannedCall(look(wanted, at), in: at.region), PlannedCall(lookAtStatus(["INSTANCE"]), in: at.region),
      PlannedCall(
        run(wanted, at), in: at.region, on: made + used,
        and: [.tagging(ec2: "instance/*", at), role]),
    ]
  }

  package static func preconditions(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    let name = wanted.template
    let member = naming(name)
    let answered = member == "LaunchTemplateId" ? "launchTemplateId" : "launchTemplateName"
    return [
      .listed(
        "launch template", name,
        AWSCall(.ec2, "DescribeLaunchTemplates", .reads, .object([member: [.text(name)]])), in: "launchTemplates",
        by: answered,
        missing: [
          "ec2.InvalidLaunchTemplateId.NotFound", "ec2.InvalidLaunchTemplateName.NotFoundException",
          "ec2.InvalidLaunchTemplateId.Malformed",
        ])
    ]
  }

  /// An instance that one of the step's requests started.
  private struct Started {
    var id: String
    var state: String
    var token: String
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let started = try await started(wanted, at)
    for token in tokens(wanted, at) {
      let own = started.filter { $0.token == token }
      guard !own.isEmpty else { continue }
      let present = own.filter { !["shutting-down", "terminated"].contains($0.state) }
      guard present.count >= wanted.count else {
        // They are started all or none: the others are not listed yet.
        guard present.count < own.count else {
          return .inProgress("\(own.count) of \(wanted.count) instances are listed")
        }
        // Of an earlier attempt it is why there is another.
        guard token == self.token(wanted.generation, at) else { continue }
        return .broken(failed(own.map(\.id).sorted(), at.region))
      }
      if let stopped = present.first(where: { ["stopping", "stopped"].contains($0.state) }) {
        throw stuck(stopped.id, stopped.state, at.region)
      }
      if let pending = present.first(where: { $0.state != "running" }) {
        return .inProgress("instance \(pending.id) is \(pending.state)")
      }
      return try await checked(present.map(\.id).sorted(), at)
    }
    return .absent
  }

  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    do throws(CloudFault) {
      _ = try await at.tools.client.send(run(wanted, at), in: at.region)
    } catch {
      // There is none of the type in the zone now.
      throw error.code == "ec2.InsufficientInstanceCapacity" ? error.passing : error
    }
    return .started
  }

  private static func started(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> [Started] {
    let tokens = tokens(wanted, at)
    var started: [Started] = []
    for reservation in try await at.items("reservationSet", of: look(wanted, at), pages) {
      guard let instances = reservation.list("instancesSet") else {
        throw .unreadable(.ec2, "lists no instances of a reservation")
      }
      for instance in instances {
        guard let id = instance["instanceId"]?.text, id.hasPrefix("i-"),
          let state = instance["instanceState"]?["name"]?.text,
          let token = instance["clientToken"]?.text, tokens.contains(token)
        else { throw .unreadable(.ec2, "lists an instance that this step did not start") }
        guard at.mark.isOn(try EC2Tags.read(instance, of: "instance \(id)")) else {
          throw .unreadable(.ec2, "says of instance \(id), which this step started, that it bears another mark")
        }
        started.append(Started(id: id, state: state, token: token))
      }
    }
    return started
  }

  private static func checked(_ ids: [String], _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let statuses = try await at.items("instanceStatusSet", of: lookAtStatus(ids), pages)
    for id in ids {
      guard let status = statuses.first(where: { $0["instanceId"]?.text == id }) else {
        return .inProgress("nothing is known yet of instance \(id)")
      }
      for check in ["instanceStatus", "systemStatus"] {
        guard let said = status[check]?["status"]?.text else {
          throw .unreadable(.ec2, "says no status of instance \(id)")
        }
        guard said == "ok" else { return .inProgress("the checks of instance \(id) say \(said)") }
      }
    }
    return .done(outputs: ["instance": ids[0], "instances": ids.joined(separator: ",")], by: .daruma)
  }

  private static func failed(_ ids: [String], _ region: Region) -> Failure {
    Failure(
      code: "ec2.launch-failed",
      message:
        "Of the started instances \(ids.joined(separator: ", ")) in \(region) some have ended. Their state's reason in EC2 "
        + "tells why: a key that can't be used is the most common one. Another attempt starts others; terminate these "
        + "afterwards.", isRetriable: true)
  }

  private static func stuck(_ id: String, _ state: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "ec2.instance-stopped",
      message:
        "The started instance \(id) in \(region) is \(state). Start it (`aws ec2 start-instances`), then retry the "
        + "step: it will be adopted.", isRetriable: false)
  }
}
