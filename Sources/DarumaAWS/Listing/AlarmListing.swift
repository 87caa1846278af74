internal import DarumaCore

/// `cloudwatch.alarms`: the alarms that conditions name, as they are.
struct AlarmListing {
  let client: ListingClient
  let now: @Sendable () -> Instant

  func list(_ patterns: [NamePattern], in region: Region) async throws(CloudFault) -> [Listed] {
    let at = now()
    var listed: [String: Listed] = [:]
    for question in Self.questions(for: patterns) {
      for alarm in try await client.all(DescribeAlarms(question), in: region)
      where patterns.contains(where: { $0.matches(alarm.name) }) {
        listed[alarm.arn] = try Self.listed(alarm, at: at)
      }
    }
    return listed.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Whole names go together; each pattern is asked for by its beginning, unless another one's covers it.
  static func questions(for patterns: [NamePattern]) -> [DescribeAlarms.Wanted] {
    let names = Set(patterns.map(\.rawValue).filter { !$0.contains("*") }).sorted()
    var prefixes: [String] = []
    for prefix in Set(patterns.compactMap(\.prefix)).sorted() where !prefixes.contains(where: prefix.hasPrefix) {
      prefixes.append(prefix)
    }
    let chunks = stride(from: 0, to: names.count, by: DescribeAlarms.maximumNames).map { start in
      Array(names[start..<min(start + DescribeAlarms.maximumNames, names.count)])
    }
    return chunks.map { .names($0) } + prefixes.map { .prefix($0) }
  }

  private static func listed(_ alarm: DescribeAlarms.Alarm, at instant: Instant) throws(CloudFault) -> Listed {
    let state: AlarmChanged.State
    switch alarm.state {
    case "ALARM": state = .alarm
    case "OK": state = .ok
    case "INSUFFICIENT_DATA": state = .insufficientData
    default: throw .incomplete(.cloudWatch, "the alarm \(alarm.name)", "a state that is known (\(alarm.state))")
    }
    // Without a time the alarm has been so since it was looked at, at the latest.
    let since = min(alarm.transitionedAt ?? alarm.updatedAt ?? instant, instant)
    return Listed(
      resource: nil, at: since,
      fact: .alarmChanged(
        AlarmChanged(
          alarm: alarm.name, alarmArn: ARN(alarm.arn), state: state, since: since, composite: alarm.isComposite)))
  }
}

extension NamePattern {
  /// What every name that matches begins with; nil for a whole name.
  fileprivate var prefix: String? {
    rawValue.firstIndex(of: "*").map { String(rawValue[..<$0]) }
  }
}
