package import DarumaCore

/// Turns the data of one old event type into that of its successor. Small, pure, and with a golden test of its own:
/// stored events never change.
package struct Upcaster: Sendable {
  package let from: EventType
  package let to: EventType
  /// Throws where the old data is not what the old version wrote.
  package let convert: @Sendable ([String: JSONTree]) throws -> [String: JSONTree]

  package init(
    from: EventType, to: EventType,
    convert: @escaping @Sendable ([String: JSONTree]) throws -> [String: JSONTree]
  ) {
    self.from = from
    self.to = to
    self.convert = convert
  }
}

/// Old event types and what became of them. An old type leads to its successor, that one perhaps to a further one.
package struct Upcasters: Sendable {
  private let steps: [EventType: Upcaster]

  /// Traps where two upcasters start from one type, or where they lead in a circle: both are mistakes of ours.
  package init(_ upcasters: [Upcaster]) {
    steps = Dictionary(upcasters.map { ($0.from, $0) }) { first, second in
      preconditionFailure("two upcasters from \(first.from): to \(first.to) and to \(second.to)")
    }
    for start in steps.keys {
      var seen: Set<EventType> = [start]
      var type = start
      while let step = steps[type] {
        type = step.to
        precondition(seen.insert(type).inserted, "the upcasters lead in a circle through \(type)")
      }
    }
  }

  package func isOld(_ type: EventType) -> Bool { steps[type] != nil }

  /// The data of an event of an old type, step by step, as its present type has it.
  package func upcast(
    _ type: EventType, _ data: [String: JSONTree]
  ) throws -> (type: EventType, data: [String: JSONTree]) {
    var type = type
    var data = data
    while let step = steps[type] {
      data = try step.convert(data)
      type = step.to
    }
    return (type, data)
  }
}
