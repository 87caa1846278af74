import DarumaAWS
import DarumaCatalog
import DarumaCore

/// Values under names that the writer of a plan chooses, each written out under `environment:`, say, or left by an earlier
/// step under `environmentOf:`.
struct NamedValues: Sendable {
  fileprivate var documents: [String: Document] = [:]
  private(set) var uses: [OutputUse] = []

  fileprivate init() {}

  /// The two keys of a `with` that hold them.
  struct Keys: Sendable {
    let written: Key<[(name: Located<String>, value: String)]>
    let left: Key<[(name: Located<String>, value: LeftOutput)]>

    private static let longestValue = 4096
    private static let nameMember = "name"
    private static let valueMember = "value"

    /// - Parameters:
    ///   - names: How a name is written.
    ///   - meaning: What the values are: `Environment variables`.
    init(_ name: String, names: Form<String>, atMost most: Int, _ meaning: String) {
      written = .optional(
        name, .dictionary(keys: names, of: .text(atMost: Self.longestValue), count: 1...most),
        "\(meaning) with their values. No secret: they are journaled.")
      left = .optional(
        name + "Of", .dictionary(keys: names, of: LeftOutput.form, count: 1...most),
        "\(meaning) whose values earlier steps leave: `NAME: { step: restore-db, output: endpoint }`.")
    }

    var all: [any KeyOfTable] { [written, left] }
    var names: [String] { [written.name, left.name] }

    /// Reports a name that stands under both keys.
    func read(_ fields: Fields) -> NamedValues {
      let (texts, outputs) = (fields.value(written) ?? [], fields.value(left) ?? [])
      var values = NamedValues()
      for text in texts { values.documents[text.name.value] = .text(text.value) }
      for output in outputs {
        if values.documents.updateValue(output.value.blank, forKey: output.name.value) != nil {
          fields.findings.report(
            .keyConflict, at: output.name.place,
            "\(quoted(output.name.value)) stands in \(listing([written.name, left.name]))", remedy: "keep one of them")
        }
        values.uses.append(output.value.use(at: output.name.place))
      }
      return values
    }

    /// The parameter that holds `values`, in the order of their names; empty where there are none.
    func parameters(_ values: NamedValues) -> [String: Document] {
      guard !values.documents.isEmpty else { return [:] }
      let sorted = values.documents.sorted { $0.key < $1.key }
      return [written.name: .list(sorted.map { [Self.nameMember: .text($0.key), Self.valueMember: $0.value] })]
    }

    /// As they are when the step begins.
    func values(_ arguments: Arguments) throws(CloudFault) -> [String: String] {
      var values: [String: String] = [:]
      for item in try arguments.list(written.name) {
        guard let name = item[Self.nameMember]?.text, case .text(let value)? = item[Self.valueMember],
          values.updateValue(value, forKey: name) == nil
        else { throw arguments.fault(written.name, "holds something that is no name with its value, or one twice") }
      }
      return values
    }
  }
}
