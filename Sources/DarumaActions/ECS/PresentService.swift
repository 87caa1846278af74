import DarumaAWS
import DarumaCore

/// A service of ECS as the answer to a look describes it: of one cluster and region, with all that a deployment changes.
struct PresentService {
  let name: String
  let taskDefinition: String
  let desiredCount: Int64
  let runningCount: Int64
  let deployments: [Deployment]

  struct Deployment {
    var isPrimary: Bool
    var taskDefinition: String
    /// Nil where the service is not rolled out by ECS itself.
    var rollout: String?
    var reason: String?
  }

  static func look(cluster: String, service: String) -> AWSCall {
    AWSCall(.ecs, "DescribeServices", .reads, ["cluster": .text(cluster), "services": [.text(service)]])
  }

  static func precondition(cluster: String, service: String, in region: Region) -> Precondition {
    Precondition(
      "ECS service \(service) in cluster \(cluster)", look(cluster: cluster, service: service),
      missing: ["ecs.ClusterNotFoundException"]
    ) { answer in
      do throws(CloudFault) {
        _ = try PresentService(answer, cluster: cluster, service: service, in: region)
        return .met
      } catch {
        return error.kind == .refused ? .unmet(error.message) : .unclear(error.message)
      }
    }
  }

  /// - Throws: ``CloudFault`` with the code `ecs.UnreadableAnswer` for an answer that is about another service, and with
  ///   `ecs.service-missing`, `ecs.service-not-active` or `ecs.service-unseen` where there is none to change.
  init(_ answer: Document, cluster: String, service: String, in region: Region) throws(CloudFault) {
    let title = "ECS service \(service) in cluster \(cluster), \(region)"
    guard let services = answer.list("services") else { throw .unreadable(.ecs, "lists no services") }
    guard let described = services.first else {
      throw Self.absent(title, reason: answer.list("failures")?.first?["reason"]?.text)
    }
    let arn = ARN(described["serviceArn"]?.text ?? "")
    guard services.count == 1, described["serviceName"]?.text == service, arn.isWellFormed, arn.service == "ecs",
      arn.region == region, Self.last(described["clusterArn"]?.text) == Self.last(cluster)
    else { throw .unreadable(.ecs, "says nothing of the \(title)") }
    guard let status = described["status"]?.text else { throw .unreadable(.ecs, "says no status of the \(title)") }
    guard status == "ACTIVE" else { throw Self.notActive(title, status) }
    guard let definition = described["taskDefinition"]?.text, let desired = described["desiredCount"]?.integer,
      let running = described["runningCount"]?.integer, let listed = described.list("deployments")
    else { throw .unreadable(.ecs, "says no task definition, counts and deployments of the \(title)") }
    name = service
    taskDefinition = definition
    desiredCount = desired
    runningCount = running
    deployments = try listed.map { deployment throws(CloudFault) in
      guard let status = deployment["status"]?.text, let definition = deployment["taskDefinition"]?.text else {
        throw .unreadable(.ecs, "makes no sense of the deployments of the \(title)")
      }
      return Deployment(
        isPrimary: status == "PRIMARY", taskDefinition: definition, rollout: deployment["rolloutState"]?.text,
        reason: deployment["rolloutStateReason"]?.text)
    }
  }

  private static func last(_ name: String?) -> Substring? { name?.split(separator: "/").last }

  private static func absent(_ title: String, reason: String?) -> CloudFault {
    guard reason == "MISSING" else {
      return CloudFault(
        kind: .unavailable, code: "ecs.service-unseen",
        message: "ECS could not say anything of the \(title) (\(reason ?? "no reason given")). It is asked again.",
        isRetriable: true)
    }
    return CloudFault(
      kind: .refused, code: "ecs.service-missing",
      message:
        "There is no \(title) (MISSING). Create it there with a desired count of 0, or correct cluster and service "
        + "in the plan.", isRetriable: false)
  }

  private static func notActive(_ title: String, _ status: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "ecs.service-not-active",
      message: "The \(title) is \(status): it was deleted, or is being deleted. Create it again, then retry the step.",
      isRetriable: false)
  }
}
