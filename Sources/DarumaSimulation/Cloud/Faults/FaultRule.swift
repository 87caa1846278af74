/// An order: which calls are struck, and by what.
package struct FaultRule: Sendable {
  /// Which of the matching calls are struck. Calls are counted for each rule from 1.
  package enum Occurrence: Sendable, Equatable {
    case always
    case nth(Int)
    case first(Int)
    /// Every n-th.
    case every(Int)
    /// Each with this chance out of a thousand, drawn from the estate's seeded generator.
    case chance(perMille: Int)
  }

  package let fault: Fault
  /// nil: any.
  package let operation: String?
  /// nil: any.
  package let service: CloudService?
  /// nil: any.
  package let region: String?
  package let occurrence: Occurrence
  /// Milliseconds since the epoch; nil: at any time.
  package let during: Range<Int64>?

  private var matches = 0

  package init(
    _ fault: Fault, operation: String? = nil, service: CloudService? = nil, region: String? = nil,
    _ occurrence: Occurrence = .always, during: Range<Int64>? = nil
  ) {
    if case .endBadly(let ending) = fault {
      precondition(
        operation.map(ending.operations.contains) == true,
        "'\(ending.rawValue)' can only be ordered for \(ending.operations.sorted())")
    }
    self.fault = fault
    self.operation = operation
    self.service = service
    self.region = region
    self.occurrence = occurrence
    self.during = during
  }

  /// Counts the call if it matches, and says whether it is struck.
  mutating func strikes(
    service: CloudService, operation: String, region: String, now: Int64, random: inout SeededGenerator
  ) -> Bool {
    guard self.operation == nil || self.operation == operation,
      self.service == nil || self.service == service,
      self.region == nil || self.region == region,
      during == nil || during?.contains(now) == true
    else { return false }
    matches += 1
    return switch occurrence {
    case .always: true
    case .nth(let number): matches == number
    case .first(let count): matches <= count
    case .every(let step): matches.isMultiple(of: step)
    case .chance(let perMille): Int(random.next() % 1_000) < perMille
    }
  }
}
