import DarumaCore

/// Who says what about which resource, and when: what every signal has.
struct Subject {
  var at: Instant
  var seenAt: Instant
  var source: String
  /// Empty where the source does not say.
  var account: Account
  /// Empty where the source does not say.
  var region: Region
  var resource: ARN?
}
