internal import Synchronization

/// How many tries beyond the first one host may be asked for by all calls together: a token bucket, as the SDKs of AWS have
/// it in their standard mode (docs.aws.amazon.com, "Retry behavior": 500 tokens, 5 for a try, 10 after a time-out). Where
/// nearly everything fails, trying everything again would only hold the service down. What succeeds gives tokens back.
final class RetryBudget: Sendable {
  static let capacity = 500
  static let cost = 5
  static let costAfterTimeout = 10
  /// Given back by a call that succeeds at its first try.
  static let gift = 1

  private let tokens = Mutex<[String: Int]>([:])

  /// - Returns: Whether `host` may be tried again; then `cost` tokens are taken.
  func take(_ cost: Int, for host: String) -> Bool {
    tokens.withLock { tokens in
      let left = tokens[host] ?? Self.capacity
      guard left >= cost else { return false }
      tokens[host] = left - cost
      return true
    }
  }

  func give(_ count: Int, for host: String) {
    tokens.withLock { tokens in
      guard let left = tokens[host] else { return }
      tokens[host] = min(left + count, Self.capacity)
    }
  }
}
