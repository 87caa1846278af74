import DarumaAWS
import DarumaCore

/// What the attempts of a step made, each under a name of its own.
enum EarlierAttempts {
  /// What there is of `name`; where nothing bears it, what an earlier attempt made, if that is ours and well.
  ///
  /// - Parameters:
  ///   - earlier: The names of earlier attempts, newest first.
  ///   - judge: What there is of one name.
  static func observe(
    _ name: String, or earlier: [String], by judge: (String) async throws(CloudFault) -> Observation
  ) async throws(CloudFault) -> Observation {
    let present = try await judge(name)
    guard present == .absent else { return present }
    for name in earlier {
      // One that went wrong is why there is another attempt; another's is not ours to adopt.
      switch try await judge(name) {
      case .done(let outputs, let author): return .done(outputs: outputs, by: author)
      case .inProgress(let text): return .inProgress(text)
      case .absent, .conflict, .broken: continue
      }
    }
    return .absent
  }
}
