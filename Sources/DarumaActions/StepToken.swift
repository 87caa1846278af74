import DarumaCore
import DarumaCrypto

/// What services know a repeat of a request by, and what was started by a step: the same in whatever process. 39 letters,
/// digits and hyphens.
enum StepToken {
  private static let beginning = "daruma-"
  private static let digits = 32

  /// Of one attempt at the step; of the effect's own without a number.
  static func attempt(_ number: Int? = nil, of effect: Effect) -> String {
    guard let number, let execution = effect.execution, let step = effect.step else { return token(effect.id.rawValue) }
    return token(Effect.identifier(execution: execution, step: step, attempt: number).rawValue)
  }

  /// Of the step in its execution: the same in every attempt.
  static func step(_ effect: Effect) -> String {
    guard let execution = effect.execution, let step = effect.step else { return attempt(of: effect) }
    return token("\(execution)/\(step)/")
  }

  private static func token(_ text: String) -> String { beginning + SHA256.hex(utf8: text).prefix(digits) }
}

extension ActionPlace {
  /// Whether it is asked once more if what was done is still so. That something ran to its end stays so, and services
  /// forget it after a while.
  var asksAgain: Bool { effect.purpose == .verify }
}
