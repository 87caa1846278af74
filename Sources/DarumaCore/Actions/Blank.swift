/// What an action's parameters can leave open until the step begins. In a document a blank is an object with one member,
/// whose name begins with `$`: `{"$output": {"key": "endpoint", "step": "restore-db"}}`.
package enum Blank: Hashable, Sendable {
  /// The recovery point that was chosen for the step's resource.
  case point
  /// The moment that it is restored to, where it is continuous: `latest`, or the last one, as RFC 3339, before a compromise
  /// that was known when it was chosen, or before the moment that was asked for (`--before`).
  case moment
  /// The region in which the step acts.
  case region
  case account, application, plan, execution
  /// What an earlier step left.
  case output(of: StepID, key: String)
  /// A name for what is made: `<the resource's own>-<start of the execution>[-<generation>]`, of so many characters at
  /// most. What an attempt makes bears the name that the attempt before gave it, until that was seen to be broken: the
  /// call of an attempt that was given up may arrive late, and is then found and adopted.
  case name(longest: Int)
  /// The moment so long before the start of the execution, or earlier where what is restored must be from before that, as
  /// RFC 3339: of what is done at an approval's end as of what is
  /// done at once.
  case before(Span)
  /// The start of the execution, as names have it: `20261124t034200z`.
  case start
  /// How many of what the step makes were seen to be broken, and one: the same in every attempt that means the same thing.
  case generation
  /// Such names that earlier attempts may have given, newest first.
  case earlierNames(longest: Int)
  /// These, one after the other, as one text.
  case joined([Document])
  /// The document as it is, whatever its members are called.
  case literal(Document)
}

extension Blank {
  /// - Returns: nil for a document that is no blank.
  /// - Throws: ``BlankError`` for an object with one member that begins with `$` and is none of these.
  package init?(_ document: Document) throws(BlankError) {
    guard case .object(let members) = document, members.count == 1, let (name, value) = members.first,
      name.hasPrefix("$")
    else { return nil }
    switch (name, value) {
    case ("$point", _): self = .point
    case ("$moment", _): self = .moment
    case ("$region", _): self = .region
    case ("$account", _): self = .account
    case ("$application", _): self = .application
    case ("$plan", _): self = .plan
    case ("$execution", _): self = .execution
    case ("$output", let value):
      guard let step = value["step"]?.text, let key = value["key"]?.text else { throw BlankError(blank: name) }
      self = .output(of: StepID(step), key: key)
    case ("$name", .integer(let longest)): self = .name(longest: Int(longest))
    case ("$earlierNames", .integer(let longest)): self = .earlierNames(longest: Int(longest))
    case ("$before", .text(let span)):
      guard let span = Span(iso8601: span) else { throw BlankError(blank: name) }
      self = .before(span)
    case ("$start", _): self = .start
    case ("$generation", _): self = .generation
    case ("$joined", .list(let parts)): self = .joined(parts)
    case ("$literal", let value): self = .literal(value)
    default: throw BlankError(blank: name)
    }
  }

  package var document: Document {
    switch self {
    case .point: ["$point": true]
    case .moment: ["$moment": true]
    case .region: ["$region": true]
    case .account: ["$account": true]
    case .application: ["$application": true]
    case .plan: ["$plan": true]
    case .execution: ["$execution": true]
    case .output(let step, let key): ["$output": ["step": .text(step.rawValue), "key": .text(key)]]
    case .name(let longest): ["$name": .integer(Int64(longest))]
    case .earlierNames(let longest): ["$earlierNames": .integer(Int64(longest))]
    case .before(let span): ["$before": .text(span.iso8601)]
    case .start: ["$start": true]
    case .generation: ["$generation": true]
    case .joined(let parts): ["$joined": .list(parts)]
    case .literal(let document): ["$literal": document]
    }
  }
}

extension Document {
  package static func blank(_ blank: Blank) -> Document { blank.document }
}

/// A blank that this version does not know.
package struct BlankError: Error, Hashable, Sendable {
  package var blank: String
}
