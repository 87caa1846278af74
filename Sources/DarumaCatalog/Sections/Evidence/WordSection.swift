import DarumaCore

/// The leaf `said`: the fact alone, or a mapping.
enum WordSection {
  private static let name = Form<WordName>.name("what an operator says")
  private static let fact = Key.required(
    "fact", name, "What is said, such as `provider-expects-4h`: `daruma say APP FACT --for 4h`.")
  private static let againstPrimary = Key.optional(
    "againstPrimary", Form<Bool>.boolean,
    "Whether it speaks against the primary region, and can let the trigger fire; a circumstance without it.")

  private static let whole = Form<ConditionDraft>.mapping(
    KeyTable(title: "what is said", keys: [fact, againstPrimary])
  ) { fields in
    let (fact, against) = (fields.value(fact), fields.value(againstPrimary))
    guard let fact else { return nil }
    return ConditionDraft(.said(WordTest(fact: fact, againstPrimary: against ?? false)))
  }

  static let form = Form<ConditionDraft>(schema: ["oneOf": [name.schema, whole.schema]]) { written, findings in
    guard case .text = written else { return whole.read(written, findings) }
    return name.read(written, findings).map { ConditionDraft(.said(WordTest(fact: $0))) }
  }
}
