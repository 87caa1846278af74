package import DarumaCore

/// The outside world, as the executor sees it: it observes, then acts where something is missing, then observes
/// again until it is so. Implemented by ``AWSCloud`` and by the simulated cloud.
package protocol Cloud: Sendable {
  /// Looks whether what `effect` wants is so. Never changes anything, so it may be called at any time, by anyone.
  ///
  /// - Throws: ``CloudFault`` when it could not be seen: that is not the same as absent.
  func observe(_ effect: Effect) async throws(CloudFault) -> Observation

  /// Starts what `effect` wants. Called only after ``observe(_:)`` said ``Observation/absent``, by the owner of the
  /// partition. Sends at most one changing request, named or tagged with the effect's id where the API allows.
  ///
  /// - Throws: ``CloudFault``. After one whose outcome is unknown the caller observes before it tries again.
  func act(_ effect: Effect) async throws(CloudFault) -> Acted
}

/// What was seen of an effect.
package enum Observation: Sendable, Equatable {
  /// It is not there. Acting is right.
  case absent
  /// It is on its way; the text says how far, for a person.
  case inProgress(String)
  /// It is so.
  case done(outputs: [String: String], by: Author)
  /// Something of that name is there and is not ours. Never touched.
  case conflict(Failure)
  /// Ours, and it can't become what was wanted.
  case broken(Failure)

  package enum Author: Sendable, Equatable {
    /// It bears the effect's mark.
    case daruma
    /// It bears no mark although ours would.
    case someoneElse
    /// This kind of thing can't bear a mark.
    case unknown
    /// Nothing tells that it ever was otherwise: it counts where this effect was sent, and else it is this failure.
    case usOr(Failure)
  }
}

extension Observation {
  /// The same, with what services say of themselves cut to a length that can be journaled and told.
  package var bounded: Observation {
    switch self {
    case .absent: self
    case .inProgress(let text): .inProgress(Legible.line(text, letters: Legible.longestMessage))
    case .done(let outputs, let author):
      .done(
        outputs: outputs.mapValues { Legible.beginning(of: $0, letters: Legible.longestMessage) }, by: author.bounded)
    case .conflict(let failure): .conflict(failure.bounded)
    case .broken(let failure): .broken(failure.bounded)
    }
  }
}

extension Observation.Author {
  fileprivate var bounded: Self {
    switch self {
    case .daruma, .someoneElse, .unknown: self
    case .usOr(let failure): .usOr(failure.bounded)
    }
  }
}

extension Failure {
  fileprivate var bounded: Failure {
    var bounded = self
    bounded.message = Legible.beginning(of: message, letters: Legible.longestMessage)
    return bounded
  }
}

/// What acting led to.
package enum Acted: Sendable, Equatable {
  /// Accepted: whether it is done is for ``Cloud/observe(_:)`` to see.
  case started
  /// A part was carried out and answered, which alone is nothing to see; acting again does the next.
  case partly
  /// Done, and there is nothing to observe (a message was handed over).
  case finished(outputs: [String: String])
}
