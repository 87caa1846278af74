package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `iam.deny`: fences a role off: an inline policy of a name of Daruma's denies it what the plan says, from now on and in
/// sessions that it has already. That the policy stands there is absolute, so a repeat changes nothing. IAM tells its
/// regions within seconds, and gives no word when it has.
///
/// IAM has one control plane for all regions: a plan that needs it before its cut-over says so in `needs`.
package enum IAMDeny: ActionDefinition {
  package static let name: ActionName = "iam.deny"
  package static let about = "Denies a role some actions, or all, by an inline policy."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .global("IAM"), services: ["IAM"], outputs: ["policy"],
    sentence: "deny role {role} {actions} by its policy {policy}")
  package static let usually = Span.minutes(1)
  package static let undo = Undo.byHand(
    "delete the inline policy {policy} of role {role} (`aws iam delete-role-policy`)")
}

// MARK: - In an application file

extension IAMDeny: CalledAction {
  private static let most = 50

  private static let role = Key.required(
    "role",
    Form<String>.awsIdentifier(
      "the name of a role", marks: "-_+=,.@", longest: 64, example: "the name alone, not the ARN"),
    "The role, such as the one that the primary side writes with. Never the worker's own.")
  private static let policy = Key.optional(
    "policy",
    Form<String>.awsIdentifier(
      "the name of a policy", marks: "-_+=,.@", longest: 128, example: "one such as `daruma-fence`"),
    "The name of the inline policy; `daruma-fence` without it.")
  private static let actions = Key.optional(
    "actions",
    Form<[String]>.list(
      of: .iamAction(isPattern: true, example: "one such as `rds:*` or `dynamodb:PutItem`"), count: 1...most),
    "What it is denied, such as `[\"dynamodb:PutItem\", \"rds-data:*\"]`; everything without it.")
  private static let resources = Key.optional(
    "resources", Form<[String]>.list(of: Form<ARN>.arn.map(\.rawValue), count: 1...most),
    "ARNs that it is denied this on, with `*` for any part; on everything without it.")

  package static let parameters: [Parameter] = [
    .text(role), .fixed("daruma-fence", as: policy.name), .text(policy), .fixed(["*"], as: actions.name),
    .texts(actions), .fixed(["*"], as: resources.name), .texts(resources),
  ]
}

// MARK: - Carried out

extension IAMDeny {
  /// Tells the policy from one of somebody else's that has its name.
  private static let statement = "DarumaFence"

  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(
      .iam, "GetRolePolicy", .reads,
      ["RoleName": .text(try wanted.text(role.name)), "PolicyName": .text(try wanted.text(policy.name))])
  }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    AWSCall(
      .iam, "PutRolePolicy", .setsAbsolute,
      [
        "RoleName": .text(try wanted.text(role.name)), "PolicyName": .text(try wanted.text(policy.name)),
        "PolicyDocument": .text(try document(wanted)),
      ])
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    [at.globalARN("iam", "role/\(try wanted.text(role.name))").replacing(":::", with: "::*:")]
  }
}

extension IAMDeny {
  /// The same text for the same wish: IAM keeps it as it is given.
  private static func document(_ wanted: Arguments) throws(CloudFault) -> String {
    let (denied, things) = (try wanted.texts(actions.name), try wanted.texts(resources.name))
    return #"{"Version":"2012-10-17","Statement":[{"Sid":"\#(statement)","Effect":"Deny","Action":[\#(list(denied))],"#
      + #""Resource":[\#(list(things))]}]}"#
  }

  private static func list(_ texts: [String]) -> String {
    texts.map { "\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }.joined(separator: ",")
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let (holder, title) = (try wanted.text(role.name), try wanted.text(policy.name))
    guard answer["RoleName"]?.text == holder, answer["PolicyName"]?.text == title,
      let written = answer["PolicyDocument"]?.text
    else { throw .unreadable(.iam, "says nothing of policy \(title) of role \(holder)") }
    guard let present = decoded(written) else {
      throw .unreadable(.iam, "makes no sense of policy \(title) of role \(holder)")
    }
    let wish = try document(wanted)
    if present == wish { return .done(outputs: ["policy": title], by: .unknown) }
    // What a plan denied before may be written anew; what somebody else wrote is theirs.
    guard present.contains("\"\(statement)\"") else { return .conflict(taken(title, of: holder)) }
    return .absent
  }

  /// Of a role without the policy, and of no role at all, IAM says the same: which one tells the message.
  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(try look(wanted), in: at.region)
    } catch {
      guard error.code == isMissing else { throw error }
      guard !error.message.contains("role with name") else { throw missing(try wanted.text(role.name)) }
      return .absent
    }
    return try judge(answer, wanted, at)
  }

  package static func explain(
    _ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> CloudFault {
    guard fault.code == isMissing else { return fault }
    return missing(try wanted.text(role.name))
  }

  private static let isMissing = "iam.NoSuchEntity"

  /// Without the percent signs in which IAM wraps a policy (RFC 3986); nil where they make no sense.
  private static func decoded(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func missing(_ role: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "iam.role-missing",
      message: "There is no role \(role) in this account. Correct `role` in the plan.", isRetriable: false)
  }

  private static func taken(_ policy: String, of role: String) -> Failure {
    Failure(
      code: "iam.policy-taken",
      message:
        "Role \(role) has an inline policy \(policy) that is not Daruma's. It was left as it is. Name another in `policy`.",
      isRetriable: false)
  }
}
