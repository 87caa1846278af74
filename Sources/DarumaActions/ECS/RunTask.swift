import DarumaAWS
import DarumaCore

/// A task that was run once, as ECS describes it.
struct RunTask {
  let arn: String
  let status: String
  /// The effect that started it, by its tag.
  let effect: String?
  private let stoppedReason: String?
  private let containers: [Container]

  private struct Container {
    var name: String
    /// Nil where it never started, or has not ended.
    var exitCode: Int64?
    var reason: String?
  }

  enum End: Equatable {
    case well
    /// With the reason, for a person.
    case badly(String)
  }

  /// - Throws: ``CloudFault`` with the code `ecs.UnreadableAnswer` for what does not say how it is.
  init(_ task: Document, in region: Region) throws(CloudFault) {
    let arn = ARN(task["taskArn"]?.text ?? "")
    guard arn.isWellFormed, arn.service == "ecs", arn.region == region, let status = task["lastStatus"]?.text,
      let listed = task.list("containers")
    else { throw .unreadable(.ecs, "does not say how a task in \(region) is") }
    self.arn = arn.rawValue
    self.status = status
    effect = task["tags"]?.items.first { $0["key"]?.text == EffectMark.effectKey }?["value"]?.text
    stoppedReason = task["stoppedReason"]?.text
    containers = try listed.map { container throws(CloudFault) in
      guard let name = container["name"]?.text else { throw .unreadable(.ecs, "lists a container without a name") }
      return Container(name: name, exitCode: container["exitCode"]?.integer, reason: container["reason"]?.text)
    }
  }

  /// Its last part.
  var id: String { arn.split(separator: "/").last.map(String.init) ?? arn }

  /// How it ended; nil while it has not.
  ///
  /// - Parameter name: the container whose exit code counts; all without it.
  func end(of name: String?) -> End? {
    guard status == "STOPPED" else { return nil }
    let counting = containers.filter { name == nil || $0.name == name }
    guard !counting.isEmpty else { return .badly("it has no container \(name ?? "at all")") }
    let failed = counting.filter { $0.exitCode != 0 }
    guard !failed.isEmpty else { return .well }
    let reasons = failed.map { container in
      let code = container.exitCode.map { "exit code \($0)" } ?? "no exit code"
      return "container \(container.name) with \(code)" + (container.reason.map { " (\($0))" } ?? "")
    }
    return .badly((reasons + [stoppedReason].compactMap(\.self)).joined(separator: ", "))
  }
}
