import DarumaAWS
import DarumaCore

/// A revision of a task definition, as ECS describes it, and what a plan changes in it.
struct TaskDefinition {
  let arn: String
  let family: String
  let revision: Int64
  let tags: [String: String]
  private let members: [String: Document]

  /// - Parameter name: A family, which stands for its newest revision, or the ARN of one.
  static func look(at name: String) -> AWSCall {
    AWSCall(.ecs, "DescribeTaskDefinition", .reads, ["taskDefinition": .text(name), "include": ["TAGS"]])
  }

  /// - Parameter name: A family, or one of its revisions: `migrate:3`.
  static func precondition(_ name: String) -> Precondition {
    // ECS says by this code alone that there is none.
    Precondition("task definition \(name)", look(at: name), missing: ["ecs.ClientException"]) { answer in
      guard let described = answer["taskDefinition"], let family = described["family"]?.text,
        family == name.prefix(while: { $0 != ":" })
      else { return .unclear("ECS does not describe it") }
      return Precondition.state("status", ["ACTIVE"])(described)
    }
  }

  /// - Parameter asked: The ARN that was asked for.
  /// - Throws: ``CloudFault`` with the code `ecs.UnreadableAnswer` for an answer that is about another revision, or has
  ///   no containers.
  init(_ answer: Document, asked: String) throws(CloudFault) {
    let described = answer["taskDefinition"] ?? [:]
    guard case .object(let members) = described, let arn = described["taskDefinitionArn"]?.text, arn == asked,
      let family = described["family"]?.text, let revision = described["revision"]?.integer,
      !(described.list("containerDefinitions") ?? []).isEmpty
    else { throw .unreadable(.ecs, "does not describe task definition \(asked)") }
    self.arn = arn
    self.family = family
    self.revision = revision
    self.members = members
    var tags: [String: String] = [:]
    for tag in answer["tags"]?.items ?? [] {
      guard let key = tag["key"]?.text else { throw .unreadable(.ecs, "lists a tag without a key, of \(asked)") }
      tags[key] = tag["value"]?.text ?? ""
    }
    self.tags = tags
  }

  /// One of which nothing is known yet but a container, for a dry run.
  init(planned family: String) {
    (arn, self.family, revision, tags) = ("", family, 0, [:])
    members = ["family": .text(family), "containerDefinitions": [[:]]]
  }

  private var containers: [Document] { members["containerDefinitions"]?.items ?? [] }

  var containerNames: [String] { containers.compactMap { $0["name"]?.text } }

  func isAsWanted(_ changes: ContainerChanges) throws(CloudFault) -> Bool {
    let index = try index(of: changes)
    return changes.applied(to: containers[index]) == containers[index]
  }

  /// A new revision with `changes`, and everything else as here. It bears `mark` beside the tags of this one.
  func registering(_ changes: ContainerChanges, _ mark: EffectMark) throws(CloudFault) -> AWSCall {
    registering(changing: try index(of: changes), changes, mark)
  }

  /// - Parameter index: of the container.
  func registering(changing index: Int, _ changes: ContainerChanges, _ mark: EffectMark) -> AWSCall {
    var input = members.filter { Self.registered.contains($0.key) }
    var changed = containers
    changed[index] = changes.applied(to: changed[index])
    input["containerDefinitions"] = .list(changed)
    let marks = Dictionary(mark.tags.map { ($0.key, $0.value) }) { first, _ in first }
    let kept = tags.filter { !$0.key.hasPrefix("aws:") }.merging(marks) { $1 }
    input["tags"] = .list(
      kept.sorted { $0.key < $1.key }.map { ["key": .text($0.key), "value": .text($0.value)] })
    return AWSCall(.ecs, "RegisterTaskDefinition", .accumulates, .object(input))
  }

  private func index(of changes: ContainerChanges) throws(CloudFault) -> Int {
    if let name = changes.container {
      if let index = containers.firstIndex(where: { $0["name"]?.text == name }) { return index }
      throw other("has no container \(name); it has \(containerNames.joined(separator: ", "))")
    }
    guard containers.count == 1 else {
      throw other("has several containers (\(containerNames.joined(separator: ", "))), and the plan does not say which")
    }
    return 0
  }

  private func other(_ reason: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "ecs.container-unclear",
      message: "Task definition \(family):\(revision) \(reason). Nothing was changed. Correct `container` in the plan.",
      isRetriable: false)
  }

  /// What a revision is made of; the rest of what ECS describes it says by itself.
  private static let registered: Set<String> = [
    "containerDefinitions", "cpu", "enableFaultInjection", "ephemeralStorage", "executionRoleArn", "family",
    "inferenceAccelerators", "ipcMode", "memory", "networkMode", "pidMode", "placementConstraints",
    "proxyConfiguration", "requiresCompatibilities", "runtimePlatform", "taskRoleArn", "volumes",
  ]
}

extension Permission {
  /// Who gives a task its roles must be allowed to.
  static let passingTaskRoles = Permission(
    "iam:PassRole",
    if: Condition(test: "StringEquals", key: "iam:PassedToService", value: "ecs-tasks.amazonaws.com"))
}
