import DarumaCore

struct ApprovalDraft: Sendable {
  var policy: ApprovalPolicy
  var from: [Located<Role>]
}

enum ApprovalSection {
  static let mostRequired = 10
  static let mostRoles = 20

  private static let required = Key.optional(
    "required", Form<Int>.count(1...mostRequired), "How many different people must approve; 1 without it.")
  private static let from = Key.required(
    "from",
    Form<[Located<Role>]>.list(of: Form<Role>.name("the name of a role").located, count: 1...mostRoles),
    "The roles that may approve, such as `[management]`.")
  private static let timeout = Key.optional(
    "timeout", Form<Span>.span(from: .seconds(1)),
    "How long to wait for them; \(ApprovalPolicy.defaultTimeout.written) without it.")
  private static let onTimeout = Key.optional(
    "onTimeout", Form<ApprovalPolicy.OnTimeout>.choice(), "What happens then; abort without it.")

  static let form = Form<ApprovalDraft>.mapping(
    KeyTable(title: "an approval", keys: [required, from, timeout, onTimeout])
  ) { fields in
    let roles = fields.value(from) ?? []
    let policy = ApprovalPolicy(
      required: fields.value(required) ?? 1, from: roles.map(\.value),
      timeout: fields.value(timeout) ?? ApprovalPolicy.defaultTimeout,
      onTimeout: fields.value(onTimeout) ?? .abort)
    return ApprovalDraft(policy: policy, from: roles)
  }
}
