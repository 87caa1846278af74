/// What a step waits for that Daruma itself finds out: nothing is asked of the outside, and nothing is sent there.
package enum Awaited: Hashable, Sendable {
  /// A person's word (`daruma done`) that it is done, or that it can't be. Asked are those of `role`, or everybody.
  case word(role: Role?, instructions: String)
  /// That a time has passed since the step began, and that a condition holds: both, where both are given.
  case moment(lasting: Span?, condition: Condition?)
}

extension Awaited {
  /// The condition that is waited for.
  package var condition: Condition? {
    switch self {
    case .word: nil
    case .moment(_, let condition): condition
    }
  }

  /// How long it waits at the least; nil where no time says.
  package var lasting: Span? {
    switch self {
    case .word: nil
    case .moment(let lasting, _): lasting
    }
  }

  /// Whether a person does it.
  package var isByPerson: Bool {
    switch self {
    case .word: true
    case .moment: false
    }
  }

  /// Whether nothing is waited for but time: who skips it has left out nothing.
  package var isPause: Bool {
    switch self {
    case .word, .moment(_, .some): false
    case .moment(_, nil): true
    }
  }

  /// What has to work for it, for people.
  package var needs: String {
    switch self {
    case .word(let role?, _): "someone of \(role)"
    case .word(nil, _): "a person"
    case .moment: "nothing outside"
    }
  }
}

/// `{"word": {"instructions": …, "role": …}}` or `{"moment": {"condition": …, "lasting": …}}`.
extension Awaited: Codable {
  private enum Key: String, CodingKey { case word, moment }
  private enum Field: String, CodingKey { case role, instructions, lasting, condition }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let key = try container.onlyKey()
    let fields = try container.nestedContainer(keyedBy: Field.self, forKey: key)
    self =
      switch key {
      case .word:
        .word(
          role: try fields.decodeIfPresent(Role.self, forKey: .role),
          instructions: try fields.decode(String.self, forKey: .instructions))
      case .moment:
        .moment(
          lasting: try fields.decodeIfPresent(Span.self, forKey: .lasting),
          condition: try fields.decodeIfPresent(Condition.self, forKey: .condition))
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .word(let role, let instructions):
      var fields = container.nestedContainer(keyedBy: Field.self, forKey: .word)
      try fields.encodeIfPresent(role, forKey: .role)
      try fields.encode(instructions, forKey: .instructions)
    case .moment(let lasting, let condition):
      var fields = container.nestedContainer(keyedBy: Field.self, forKey: .moment)
      try fields.encodeIfPresent(lasting, forKey: .lasting)
      try fields.encodeIfPresent(condition, forKey: .condition)
    }
  }
}

extension Plan {
  /// The conditions that its steps wait for.
  package var awaitedConditions: [Condition] { steps.compactMap { $0.action.awaits?.condition } }
}

extension Application {
  /// Every condition of the file: of its triggers, and those that steps wait for.
  package var conditions: [Condition] { triggers.map(\.when) + plans.flatMap(\.awaitedConditions) }
}

extension Execution {
  /// The conditions that it goes on listening to, whatever a newer file asks for.
  var pinnedConditions: [Condition] {
    (trigger.flatMap(application.trigger).map { [$0.when] } ?? []) + plan.awaitedConditions
  }
}
