/// Parameters of a form or a URL's query, in the order in which they were added. What is nil is left out:
/// AWS's default holds.
package struct QueryParameters: Sendable, Equatable {
  package struct Pair: Sendable, Equatable {
    package var name: String
    package var value: String
  }

  package private(set) var pairs: [Pair] = []

  package init() {}

  package mutating func add(_ name: String, _ value: String?) {
    if let value { pairs.append(Pair(name: name, value: value)) }
  }

  package mutating func add(_ name: String, _ value: Int?) {
    add(name, value.map { String($0) })
  }

  package mutating func add(_ name: String, _ value: Bool?) {
    add(name, value.map { $0 ? "true" : "false" })
  }

  /// A list of texts: `Name.member.1=a&Name.member.2=b`. RDS gives its lists a member name of their own, SNS
  /// and most others say `member`. An empty list is left out.
  package mutating func add(list name: String, of member: String = "member", _ values: [String]) {
    for (index, value) in values.enumerated() {
      add("\(name).\(member).\(index + 1)", value)
    }
  }

  /// A list of structures: `Name.member.1.Key=a&Name.member.1.Value=b`.
  package mutating func add(
    structures name: String, of member: String = "member", _ structures: [QueryParameters]
  ) {
    for (index, structure) in structures.enumerated() {
      for pair in structure.pairs {
        add("\(name).\(member).\(index + 1).\(pair.name)", pair.value)
      }
    }
  }

  /// `a=1&b=2`, percent-encoded. A blank is `%20`, which every reader of forms takes, and SigV4 too.
  package var encoded: String {
    pairs.map { CanonicalText.encode($0.name.utf8) + "=" + CanonicalText.encode($0.value.utf8) }
      .joined(separator: "&")
  }
}
