internal import DarumaCore

/// What an IAM policy has to allow: an action of IAM, on these resources.
package struct Permission: Sendable, Hashable {
  /// A condition of a policy: `Bool`, `kms:GrantIsForAWSResource`, `true`.
  package struct Condition: Sendable, Hashable {
    package var test: String
    package var key: String
    package var value: String
  }

  /// `rds:ModifyDBInstance`.
  package var action: String
  /// ARNs, with `*` where a part of them is not known before; `*` alone where the service knows no narrower word.
  package var resources: [String]
  package var condition: Condition?

  package init(_ action: String, on resources: [String] = ["*"], if condition: Condition? = nil) {
    self.action = action
    self.resources = resources.map(Self.general)
    self.condition = condition
  }

  /// Without what is known only when the step begins, or is another in each execution: a policy is made before.
  private static func general(_ resource: String) -> String {
    resource.replacing(/<[^<>]*>/, with: "*").replacing(/-[0-9]{8}t[0-9]{6}z(-[0-9]+)?/, with: "-*")
  }

  /// What a service asks of its caller to use a key for what it makes or restores: the key's own policy has to allow it
  /// too.
  static func grants(in place: ActionPlace) -> [Permission] {
    let keys = [place.arn("kms", "key/*")]
    return [
      Permission("kms:DescribeKey", on: keys),
      Permission(
        "kms:CreateGrant", on: keys, if: Condition(test: "Bool", key: "kms:GrantIsForAWSResource", value: "true")),
    ]
  }
}

extension ActionPlace {
  /// The ARN of something in the region where the step acts, in whichever account the policy is.
  func arn(_ service: String, _ resource: String) -> String {
    "arn:\(partition):\(service):\(region):*:\(resource)"
  }

  /// Of what is made and tagged in one request: only with the application's own mark.
  var marked: Permission.Condition {
    Permission.Condition(
      test: "StringEquals", key: "aws:RequestTag/\(EffectMark.applicationKey)", value: effect.application.rawValue)
  }

  /// The ARN of something that has neither region nor account.
  func globalARN(_ service: String, _ resource: String) -> String { "arn:\(partition):\(service):::\(resource)" }

  private var partition: String { RegionPartition.name(of: region) ?? "aws" }
}
