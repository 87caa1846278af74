/// A CloudWatch alarm, in the state that it is put into.
package struct Alarm: Sendable, Equatable {
  package let name: String
  package let arn: String
  /// `OK`, `ALARM`, `INSUFFICIENT_DATA`.
  package var state: String
  /// When it entered the state, in milliseconds since the epoch.
  package var since: Int64

  package init(name: String, arn: String, state: String, since: Int64) {
    self.name = name
    self.arn = arn
    self.state = state
    self.since = since
  }
}
