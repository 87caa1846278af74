package import DarumaAWS
package import DarumaCore

/// Whether whoever signs may do what a plan asks for, by IAM's own simulation of the caller's policies
/// (`SimulatePrincipalPolicy`). It knows neither the policies of what is acted on (keys, topics) nor those of the
/// organization, so its yes is no promise.
package struct PermissionCheck: Sendable {
  private let client: AWSClient
  /// The role or user, by its ARN.
  private let principal: String

  private static let all = "permissions"

  /// Actions of one question.
  private static let most = 50

  /// - Parameter caller: What STS says of the credentials: the ARN of a user, or of a session of a role.
  /// - Returns: Nil for the account's root, who may do everything, and for what is no principal with policies.
  package init?(client: AWSClient, caller: ARN) {
    self.client = client
    let names = caller.resourceName.split(separator: "/")
    switch (caller.service, caller.resourceType) {
    case ("iam", "user"): principal = caller.rawValue
    // `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` tells the role without its path.
    case ("sts", "assumed-role"):
      guard let role = names.first, let partition = caller.rawValue.split(separator: ":").dropFirst().first else {
        return nil
      }
      principal = "arn:\(partition):iam::\(caller.account):role/\(role)"
    default: return nil
    }
  }

  /// Whether `caller` may do what `run` asks for.
  package static func findings(of run: DryRun, as caller: Caller, _ client: AWSClient) async -> [CheckFinding] {
    let arn = caller.arn.map { ARN($0) }
    if let arn, arn.service == "iam", arn.resourceType == "root" {
      return [CheckFinding(.met, "permissions", "the account's root may do everything")]
    }
    guard let arn, let check = PermissionCheck(client: client, caller: arn) else {
      return [CheckFinding(.unseen, "permissions", "IAM simulates only roles and users")]
    }
    var calls: [PlannedCall] = []
    for item in run.items {
      do throws(CloudFault) { calls += try ActionCatalog.calls(of: item.effect) } catch { continue }
    }
    return await check.check(calls)
  }

  /// The question, as a policy allows it, of whichever role or user of `account` it is about.
  package static func planned(in account: Account, _ region: Region) -> PlannedCall {
    let partition = RegionPartition.name(of: region) ?? "aws"
    return PlannedCall(
      AWSCall(.iam, "SimulatePrincipalPolicy", .reads), in: region,
      on: ["role/*", "user/*"].map { "arn:\(partition):iam::\(account):\($0)" })
  }

  /// One finding for each permission that is missing, or one that all are there.
  package func check(_ calls: [PlannedCall]) async -> [CheckFinding] {
    let wanted = PermissionScope.actions(of: calls)
    var findings: [CheckFinding] = []
    for (scope, actions) in PermissionScope.ordered(wanted) {
      for start in stride(from: 0, to: actions.count, by: Self.most) {
        findings += await ask(Array(actions[start..<min(start + Self.most, actions.count)]), scope)
        // Who is not answered once is not answered the next time.
        if findings.contains(where: { $0.subject == Self.all }) { return findings }
      }
    }
    guard findings.isEmpty else { return findings }
    let count = wanted.values.reduce(into: Set()) { $0.formUnion($1) }.count
    return [CheckFinding(.met, Self.all, "all \(count) are there for \(principal)")]
  }

  private func ask(_ actions: [String], _ scope: PermissionScope) async -> [CheckFinding] {
    var context = [Self.entry("aws:RequestedRegion", "string", scope.region.rawValue)]
    if let condition = scope.condition {
      context.append(Self.entry(condition.key, condition.test == "Bool" ? "boolean" : "string", condition.value))
    }
    let call = AWSCall(
      .iam, "SimulatePrincipalPolicy", .reads,
      [
        "PolicySourceArn": .text(principal), "ActionNames": Document(actions),
        "ResourceArns": Document(scope.resources), "ContextEntries": .list(context),
      ])
    do throws(CloudFault) {
      return Self.judge(try await client.send(call, in: scope.region), actions)
    } catch {
      return [
        CheckFinding(
          .unseen, Self.all, error.message, code: error.code,
          remedy: "allow `iam:SimulatePrincipalPolicy` to whoever checks, or compare with `daruma plan --iam-policy`")
      ]
    }
  }

  private static func entry(_ name: String, _ type: String, _ value: String) -> Document {
    [
      "ContextKeyName": .text(name), "ContextKeyType": .text(type), "ContextKeyValues": [.text(value)],
    ]
  }

  private static func judge(_ answer: Document, _ asked: [String]) -> [CheckFinding] {
    let results = answer.list("EvaluationResults") ?? []
    return asked.compactMap { action in
      guard let result = results.first(where: { $0["EvalActionName"]?.text?.lowercased() == action.lowercased() }),
        let decision = result["EvalDecision"]?.text
      else { return CheckFinding(.unseen, action, "IAM says nothing of it") }
      guard decision != "allowed" else { return nil }
      let why = decision == "explicitDeny" ? "a policy denies it" : "no policy allows it"
      let place = result["EvalResourceName"]?.text.map { " on \($0)" } ?? ""
      return CheckFinding(.unmet, action, why + place, remedy: "`daruma plan --iam-policy` prints the policy that does")
    }
  }
}
