/// An alarm changed its state.
package struct AlarmChanged: Codable, Hashable, Sendable {
  /// `deleted`: the alarm itself was deleted and has no state any more; it is neither healthy nor silent.
  package enum State: String, Codable, Hashable, Sendable, CaseIterable {
    case alarm, ok, insufficientData, deleted
  }

  /// The alarm's name.
  package var alarm: String
  package var alarmArn: ARN?
  package var state: State
  package var previous: State?
  /// When it entered this state.
  package var since: Instant
  package var composite: Bool
  /// Which one, where one name stands for several alarms that change by themselves: the fingerprint of an Alertmanager
  /// alert. Two instances are two alarms; nil is the alarm of that name as a whole.
  package var instance: String?
  /// Of an alarm that was deleted: since when it had been in the state that ended with it. An alarm that is made anew under
  /// the name is in a later one, whatever the second that the bus gives the deletion.
  package var endedStateSince: Instant?
  /// What the source says why, where it says that data is missing: `NoData`.
  package var reason: String?

  package init(
    alarm: String, alarmArn: ARN? = nil, state: State, previous: State? = nil, since: Instant,
    composite: Bool = false, instance: String? = nil, endedStateSince: Instant? = nil, reason: String? = nil
  ) {
    self.alarm = alarm
    self.alarmArn = alarmArn
    self.state = state
    self.previous = previous
    self.since = since
    self.composite = composite
    self.instance = instance
    self.endedStateSince = endedStateSince
    self.reason = reason
  }
}

/// A heartbeat.
package struct SourceSpoke: Codable, Hashable, Sendable {
  package var from: SourceName

  package init(
    from: SourceName
  ) {
    self.from = from
  }
}
