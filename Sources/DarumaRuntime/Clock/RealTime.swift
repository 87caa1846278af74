/// Time as it passes outside, whatever clock the worker lives by: brokers and networks are as fast as ever.
package enum RealTime {
  /// Returns after `duration`.
  ///
  /// - Throws: `CancellationError`.
  package static func pass(_ duration: Duration) async throws { try await Task.sleep(for: duration) }
}
