internal import DarumaAWS
internal import DarumaCore

/// Something that must be so before an action can succeed, and the look that tells: a snapshot that is available, a subnet
/// group of that name. It is never more than looked at.
package struct Precondition: Sendable {
  /// What an answer says of it.
  enum Judgement: Sendable, Equatable {
    case met
    /// It is not so, in half a sentence: `is creating`.
    case unmet(String)
    /// The answer is not about it, or makes no sense: nothing follows from it.
    case unclear(String)
  }

  /// What is looked at, for people: `subnet group kaigo-dr-db`.
  package var subject: String
  var call: AWSCall
  /// Codes of faults by which the service says that it is not there.
  var saysMissing: Set<String>
  /// What a person does where it is not so.
  package var remedy: String
  var judge: @Sendable (Document) -> Judgement

  /// - Parameter call: One that only reads.
  init(
    _ subject: String, _ call: AWSCall, missing: Set<String> = [], remedy: String = Precondition.makeIt,
    judge: @escaping @Sendable (Document) -> Judgement
  ) {
    precondition(call.repetition == .reads, "\(call) changes something, and a check never does")
    self.subject = subject
    self.call = call
    saysMissing = missing
    self.remedy = remedy
    self.judge = judge
  }

  static let makeIt = "create it there, or correct the plan"

  /// As the policy that allows it and a plan show it.
  func planned(in region: Region) -> PlannedCall { PlannedCall(call, in: region) }

  /// Whether it can be looked at only once an earlier step has left what is asked for.
  var waitsForEarlierSteps: Bool { call.input.holdsPlaceholder }
}

extension Precondition {
  /// One of some name, that the answer to a look by this name lists.
  ///
  /// - Parameters:
  ///   - what: `subnet group`.
  ///   - member: What holds its name in each item.
  ///   - anyCase: Whether the service writes names in small letters.
  ///   - judge: Whether it is as it must be, where it is there.
  static func listed(
    _ what: String, _ name: String, _ call: AWSCall, in list: String, by member: String, missing: Set<String> = [],
    remedy: String = Precondition.makeIt, anyCase: Bool = false,
    judge: @escaping @Sendable (Document) -> Judgement = { _ in .met }
  ) -> Precondition {
    Precondition("\(what) \(name)", call, missing: missing, remedy: remedy) { answer in
      guard let items = answer.list(list) else { return .unclear("\(call.service.name) lists nothing of the kind") }
      let found = items.first { item in
        guard let text = item[member]?.text else { return false }
        return anyCase ? text.lowercased() == name.lowercased() : text == name
      }
      return found.map(judge) ?? .unmet("\(call.service.name) lists none of that name")
    }
  }

  /// That it is in one of `states`.
  static func state(_ member: String, _ states: Set<String>) -> @Sendable (Document) -> Judgement {
    { item in
      guard let state = item[member]?.text, !state.isEmpty else { return .unclear("its state is not said") }
      return states.contains(state) ? .met : .unmet("is \(state)")
    }
  }
}

extension Document {
  /// Whether it holds a word of a dry run for what only an earlier step leaves: `<endpoint of restore-db>`.
  var holdsPlaceholder: Bool {
    switch self {
    case .null, .bool, .integer, .decimal: false
    case .text(let text): text.contains(/<[^<>]+ of [^<>]+>/)
    case .list(let items): items.contains(where: \.holdsPlaceholder)
    case .object(let members): members.values.contains(where: \.holdsPlaceholder)
    }
  }
}
