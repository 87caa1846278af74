import DarumaCore
import Synchronization

/// The executor's question whether an effect may be sent, on its way through the worker's inputs. Who asks is
/// stopped with its executor, and is then answered with ``unanswered``.
final class SendQuestion: Sendable {
  let effect: Effect
  private let exchange = Mutex(Exchange.open)

  private enum Exchange {
    case open
    case waiting(CheckedContinuation<Sending.Answer, Never>)
    case answered(Sending.Answer)
  }

  static let unanswered = Sending.Answer.wait("not sent: the worker stops")

  private init(_ effect: Effect) { self.effect = effect }

  /// Asks by handing the question to `deliver`; returns with the answer, or with ``unanswered`` when the task is
  /// cancelled.
  static func ask(
    _ effect: Effect, deliver: @escaping @Sendable (SendQuestion) async -> Void
  ) async -> Sending.Answer {
    let question = SendQuestion(effect)
    // It goes by itself: whoever is cancelled waits for nobody.
    Task { [question] in await deliver(question) }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { question.wait($0) }
    } onCancel: {
      question.answer(unanswered)
    }
  }

  private func wait(_ asker: CheckedContinuation<Sending.Answer, Never>) {
    let known = exchange.withLock { exchange -> Sending.Answer? in
      guard case .answered(let answer) = exchange else {
        exchange = .waiting(asker)
        return nil
      }
      return answer
    }
    if let known { asker.resume(returning: known) }
  }

  /// The first answer counts.
  func answer(_ answer: Sending.Answer) {
    let asker = exchange.withLock { exchange -> CheckedContinuation<Sending.Answer, Never>? in
      switch exchange {
      case .open:
        exchange = .answered(answer)
        return nil
      case .waiting(let asker):
        exchange = .answered(answer)
        return asker
      case .answered: return nil
      }
    }
    asker?.resume(returning: answer)
  }
}
