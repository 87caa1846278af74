package import DarumaCore
package import DarumaJournal
package import Logging

/// Writes what a worker does to the log: what is decided at `notice` and above, what is seen at `info`, what is
/// passed over at `debug`.
package struct LogObserver: WorkerObserver {
  private let logger: Logger

  package init(_ logger: Logger) { self.logger = logger }

  package func claimed(number: Int64, positions: InputPositions) {
    logger.notice(
      "partition claimed", metadata: ["commits": "\(number)", "inputs": "\(positions.all.count)"])
  }

  package func decided(_ decision: Decision) {
    for letter in decision.deadLetters {
      logger.warning(
        "not handled: \(letter.reason)", metadata: ["code": "\(letter.code)", "origin": "\(letter.origin)"])
    }
    for leftOut in decision.leftOut {
      logger.error("left out: \(leftOut.what): \(leftOut.reason)", metadata: ["code": "\(leftOut.reason.code)"])
    }
    for name in decision.withdrawnLater {
      logger.warning(
        "its application file is gone; it is withdrawn once its execution has ended",
        metadata: ["application": "\(name)"])
    }
    for (reason, count) in decision.ignored.sorted(by: { $0.key < $1.key }) {
      logger.debug("ignored: \(reason)", metadata: ["count": "\(count)"])
    }
  }

  package func committed(_ commit: Commit, state: State) {
    for event in commit.events {
      logger.log(
        level: level(of: event), "\(event.sentence)",
        metadata: [
          "application": "\(event.application)", "event": "\(event.body.type)", "commit": "\(commit.number)",
        ])
    }
  }

  package func noted(_ note: EffectNote) {
    logger.info("\(note.text)", metadata: ["effect": "\(note.effect.id)"])
  }

  package func claimsAnew(_ reason: JournalError) {
    logger.warning("claiming the partition anew: \(reason)", metadata: ["code": "\(reason.code)"])
  }

  package func snapshotFailed(_ reason: JournalError) {
    logger.error("no snapshot was taken: \(reason)", metadata: ["code": "\(reason.code)"])
  }

  package func unheard(_ fault: any Error) {
    logger.warning("it is not known whether everything is heard: \(fault)")
  }

  private func level(of event: Event) -> Logger.Level {
    switch event.body {
    case .observed(let signal): signal.isFailedListing ? .warning : .info
    case .observation(.exposureChanged(let exposure)): exposure.status >= .late ? .warning : .notice
    case .observation(.applicationExposureChanged(let exposure)):
      (exposure.status ?? .fresh) >= .late ? .warning : .notice
    case .observation(.complianceChanged(let change)):
      change.began.isEmpty ? (change.ended.isEmpty ? .debug : .notice) : .warning
    case .observation(.pastForgotten): .debug
    case .observation(.readinessChanged(.catchingUp)), .observation(.readinessChanged(.current)): .info
    case .observation(.readinessChanged(.deaf)), .observation(.readinessOverdue): .error
    case .observation(.futureForgotten), .observation(.journalAccepted), .observation(.recordsLost): .warning
    case .observation(.planReadinessChanged(let found)): found.verdict == .notReady ? .warning : .notice
    case .observation(.callerChanged(let caller)): caller.standing == .known ? .notice : .error
    case .execution(_, .failed), .execution(_, .aborted), .execution(_, .stepPaused), .step(_, _, .failed),
      .command(.rejected), .progress(_, .noticeFailed), .progress(_, .verificationFailed), .effect(_, .lost),
      .placement(.lost):
      .error
    case .step(_, _, .attemptFailed), .trigger(_, .suppressed), .observation(.fellSilent), .effect(_, .failed),
      .command(.guardOverridden):
      .warning
    case .notice, .effect(_, .sent), .effect(_, .done), .effect(_, .calledOff), .command(.taken): .info
    case .catalog, .observation, .trigger, .executionStarted, .execution, .step, .progress, .command, .placement:
      .notice
    }
  }
}

extension Signal {
  fileprivate var isFailedListing: Bool {
    guard case .listingCompleted(let fact) = fact else { return false }
    return fact.failure != nil
  }
}
