import Glibc
import Synchronization

/// A wait for bytes that can be ended: somebody who types, or a pipe that is silent, must not keep the daemon from
/// stopping.
final class LineWait: Sendable {
  private let hasEnded = Mutex(false)

  /// How long it may take until an end is noticed.
  private static let lookMilliseconds: Int32 = 200

  func end() { hasEnded.withLock { $0 = true } }

  /// Returns when something can be read from the descriptor, or its end.
  ///
  /// - Throws: `CancellationError` once it was ended. What is wrong with the descriptor is left for the reading to find.
  ///
  /// - Parameter quiet: called whenever nothing can be read.
  func untilReadable(_ descriptor: Int32, quiet: () -> Void) throws(CancellationError) {
    var patience: Int32 = 0
    while !hasEnded.withLock(\.self) {
      var asked = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&asked, 1, patience)
      if ready > 0 || (ready < 0 && errno != EINTR) { return }
      if ready == 0 { quiet() }
      patience = Self.lookMilliseconds
    }
    throw CancellationError()
  }
}
