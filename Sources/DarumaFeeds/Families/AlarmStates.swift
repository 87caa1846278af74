import DarumaCore

/// What all routes have in common: states, their times, the key.
enum AlarmStates {
  /// Reads `state`, `previousState` and `configuration`.
  static func change(_ detail: JSONValue, alarm: AlarmIdentity) throws(Problem) -> AlarmChanged {
    let state = try detail.object("state")
    let previous = try detail.optionalObject("previousState")?.optional("value")
    let said = try self.state(state.required("value"))
    let reason = noData(said, state.optional("reason"))
    return AlarmChanged(
      alarm: alarm.name, alarmArn: alarm.arn, state: reason == nil ? said : .insufficientData,
      previous: try previous.map { value throws(Problem) in try self.state(value) },
      since: try state.instant("timestamp"), composite: try isComposite(detail), reason: reason)
  }

  /// What CloudWatch says of an alarm that is in ALARM because nothing was measured (`treatMissingData: breaching`):
  /// "no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching]". That is silence.
  static func noData(_ state: AlarmChanged.State, _ reason: JSONValue?) -> String? {
    guard state == .alarm, let reason, reason.kind == .text else { return nil }
    let text = reason.text
    return text.lowercased().contains("no datapoints were received") ? text : nil
  }

  static func isComposite(_ detail: JSONValue) throws(Problem) -> Bool {
    try detail.optionalObject("configuration")?.optional("alarmRule") != nil
  }

  static func state(_ value: JSONValue) throws(Problem) -> AlarmChanged.State {
    if value.says("OK") { return .ok }
    if value.says("ALARM") { return .alarm }
    if value.says("INSUFFICIENT_DATA") { return .insufficientData }
    throw value.unknownValue(["OK", "ALARM", "INSUFFICIENT_DATA"])
  }

  static func add(
    _ change: AlarmChanged, _ alarm: AlarmIdentity, of subject: Subject, by rule: Rule,
    into findings: inout Findings
  ) throws(Problem) {
    var subject = subject
    subject.at = change.since
    // Without an ARN two alarms of one name in two regions would be one, so what is known stands in for it.
    let alarmKey = alarm.arn?.rawValue ?? "\(alarm.account)/\(alarm.region)/\(alarm.name)"
    try findings.add(
      .alarmChanged(change),
      key: SignalKey(alarmKey, change.state.rawValue, change.since.description),
      of: subject, by: rule)
  }
}
