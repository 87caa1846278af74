import DarumaCore

/// Who is to approve can be reached.
enum ApprovalCheck {
  static func run(on approval: ApprovalDraft?, of draft: ApplicationDraft, _ findings: Findings) {
    let reached = Set(draft.contacts.compactMap(\.role))
    for role in approval?.from ?? [] where !reached.contains(role.value) {
      findings.report(
        .unreachableRole, at: role.place,
        "no contact reaches \(quoted(role.value.rawValue)), so nobody is told that an approval is waiting",
        remedy: NearMiss.of(role.value.rawValue, among: reached.map(\.rawValue).sorted())
          .map { "did you mean \(quoted($0))?" }
          ?? "add `- { role: \(role.value), sns: ... }` to `contacts`")
    }
  }
}
