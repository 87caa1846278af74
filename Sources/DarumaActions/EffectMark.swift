package import DarumaAWS
package import DarumaCore

/// How things that Daruma creates say which effect they came of.
package struct EffectMark {
  package static let effectKey = "daruma:effect"
  static let executionKey = "daruma:execution"
  static let applicationKey = "daruma:application"

  package let tags: [ResourceTag]
  /// What the effect ids of all attempts at this step begin with.
  private let ownPrefix: String
  private let ownID: String

  package init(_ effect: Effect) {
    tags =
      [
        ResourceTag(Self.effectKey, effect.id.rawValue),
        ResourceTag(Self.applicationKey, effect.application.rawValue),
      ] + (effect.execution.map { [ResourceTag(Self.executionKey, $0.rawValue)] } ?? [])
    ownID = effect.id.rawValue
    ownPrefix = effect.stepPrefix ?? effect.id.rawValue
  }

  /// Whether a thing with these tags was made by any attempt at the same step of the same execution.
  package func isOn(_ tags: [String: String]) -> Bool {
    guard let mark = tags[Self.effectKey] else { return false }
    return mark == ownID || (ownPrefix.last == "/" && mark.hasPrefix(ownPrefix))
  }

  /// Whether a thing with these tags was made by an execution of `application`.
  package static func isOf(_ application: ApplicationName, _ tags: [String: String]) -> Bool {
    tags[effectKey] != nil && tags[executionKey] != nil && tags[applicationKey] == application.rawValue
  }

  /// Half a sentence: whose a thing with these tags is.
  package static func owner(_ tags: [String: String]) -> String {
    tags[effectKey].map { "it belongs to the effect \($0)" } ?? "it does not bear Daruma's mark"
  }
}

extension Effect {
  /// What the ids of all attempts at its step begin with; nil for a message.
  fileprivate var stepPrefix: String? {
    guard let execution, let step else { return nil }
    return "\(execution)/\(step)/"
  }
}
