/// Counts the tries of one call against its ``RetryPolicy``. Clock and credentials are each set right at most
/// once.
struct Tries {
  private let policy: RetryPolicy
  private let pacing: Pacing
  private let start: Duration
  private var begun = 0
  private var clockCorrected = false
  private var credentialsRenewed = false

  init(policy: RetryPolicy, pacing: Pacing) {
    self.policy = policy
    self.pacing = pacing
    start = pacing.elapsed()
  }

  mutating func begin() { begun += 1 }

  /// How long to wait before the next try; nil where there is none left.
  ///
  /// - Parameter notBefore: What the service asks for.
  func pause(notBefore: Duration? = nil) -> Duration? {
    guard begun < policy.maximumTries else { return nil }
    let pause = max(policy.pause(after: begun, fraction: pacing.fraction()), notBefore ?? .zero)
    return pacing.elapsed() - start + pause <= policy.totalTime ? pause : nil
  }

  mutating func mayCorrectClock() -> Bool {
    defer { clockCorrected = true }
    return !clockCorrected
  }

  mutating func mayRenewCredentials() -> Bool {
    defer { credentialsRenewed = true }
    return !credentialsRenewed
  }

  /// The fault, with how often it was tried.
  func tell(_ fault: CloudFault) -> CloudFault {
    guard begun > 1 else { return fault }
    var told = fault
    told.message += " (Tried \(begun) times.)"
    return told
  }

  /// What the last try took of the budget, which success gives back.
  private(set) var spent = 0

  /// - Returns: Whether the budget lets `host` be tried again.
  mutating func mayAfford(_ cost: Int, _ budget: RetryBudget, host: String) -> Bool {
    guard budget.take(cost, for: host) else { return false }
    spent = cost
    return true
  }
}
