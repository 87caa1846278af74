/// How hard the provider is asked. AWS throttles per account and region, and what Daruma uses up here is
/// missing elsewhere: to a failover, to other tools.
package struct ListingLimits: Sendable, Equatable {
  /// Calls a second to one service in one region, in the long run.
  package var callsPerSecond: Int
  /// Calls to one service in one region that may follow each other at once after a pause.
  package var burst: Int
  /// Answers that are read for one question.
  package var maximumPages: Int

  package init(callsPerSecond: Int = 5, burst: Int = 10, maximumPages: Int = 1000) {
    precondition(
      callsPerSecond > 0 && burst > 0 && maximumPages > 0,
      "\(callsPerSecond) calls a second, \(burst) at once, \(maximumPages) pages: nothing could be listed")
    self.callsPerSecond = callsPerSecond
    self.burst = burst
    self.maximumPages = maximumPages
  }
}
