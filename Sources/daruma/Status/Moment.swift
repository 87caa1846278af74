import DarumaCore
import DarumaRuntime

/// The moment as of which something is told.
enum Moment {
  /// A clock may be behind by so much without a word.
  private static let tolerance = Span.minutes(1)

  /// Now, or the time of the journal's newest event where that lies ahead: a journal of a demonstration, whose clock runs
  /// fast, or of a host whose clock was wrong. Ages are then true of what the journal says.
  static func now(_ state: State) -> (at: Instant, ahead: Span?) {
    let clock = SystemClock().now
    guard let newest = state.applications.values.compactMap(\.newestEventAt).max(), newest > clock else {
      return (clock, nil)
    }
    let ahead = newest - clock
    return (newest, ahead > tolerance ? ahead : nil)
  }
}
