import DarumaCore

enum ReplicationSection {
  private static let resource = EvidenceSection.resource("Of which resource; of any without it.")
  private static let lagOver = Key.optional(
    "lagOver", Form<Span>.span(from: .seconds(1)), "A replica is more than so far behind.")
  private static let faulted = Key.optional(
    "faulted", Form<Bool>.boolean.located,
    "`true`: replication has a fault, however far a replica is behind: something failed or is late, or a copy that a rule asks "
      + "for is missing.")
  private static let noOlderThan = EvidenceSection.noOlderThan(
    "\(ReplicationTest.usualAge.written) for a lag, \(ReplicationTest.usualFaultAge.written) for a fault")

  static let form = Form<ConditionDraft>.mapping(
    KeyTable(
      title: "a replication test", keys: [resource, lagOver, faulted, noOlderThan],
      rules: [.exactlyOne([lagOver.name, faulted.name])])
  ) { fields in
    let (resource, lag) = (fields.value(resource), fields.value(lagOver))
    let (fault, age) = (fields.value(faulted), fields.value(noOlderThan))
    if let fault, !fault.value {
      fields.findings.report(
        .notAChoice, at: fault.place, "that nothing is faulted is no evidence of its own",
        remedy: "write `not: { replication: { faulted: true } }`")
      return nil
    }
    guard lag != nil || fault != nil else { return nil }
    return ConditionDraft(
      .replication(ReplicationTest(resource: resource?.value, lagOver: lag, noOlderThan: age)),
      resources: [resource])
  }
}
