import DarumaCore

enum SilenceSection {
  private static let source = Key.required(
    "source", Form<String>.text(atMost: 255).map { SourceName($0) }, "The source that should speak.")
  private static let duration = Key.required(
    "for", Form<Span>.span(from: .seconds(1)), "How long it has not spoken.")

  static let form = Form<ConditionDraft>.mapping(
    KeyTable(title: "a silence test", keys: [source, duration])
  ) { fields in
    let (name, length) = (fields.value(source), fields.value(duration))
    guard let name, let length else { return nil }
    return ConditionDraft(.silence(SilenceTest(source: name, duration: length)))
  }
}
