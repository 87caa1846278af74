import DarumaCore
import DarumaKafka
import DarumaRuntime

/// How far this host's clock lies from the brokers'.
///
/// A broker tells its time only where a topic stamps its records itself: a tombstone is written there, which compaction
/// removes.
enum ClockCheck {
  private static let check = "clock"
  private static let probe = Array("doctor".utf8)
  private static let toldFrom = Span.seconds(2)

  static func run(
    _ kafka: KafkaConnection, topic: String, _ cluster: KafkaCluster, report: @escaping KafkaReporter
  ) async -> [DoctorFinding] {
    guard cluster.topics.contains(where: { $0.name == topic }) else { return [] }
    do {
      var limits = KafkaWriterLimits()
      limits.deliveryTimeout = Doctor.patience
      let writer = try KafkaWriter(kafka, limits: limits, report: report)
      let clock = SystemClock()
      // The first one also connects.
      _ = try await writer.send([KafkaOutgoing(topic: topic, key: probe, value: nil)])
      let before = clock.now
      let answers = try await writer.send([KafkaOutgoing(topic: topic, key: probe, value: nil)])
      let after = clock.now
      await writer.close()
      guard let appended = answers.first?.appendedAtMilliseconds else {
        return [
          .warn(
            check, "it can't be held against the brokers': \(topic) keeps the senders' times",
            "let \(topic) stamp its records itself (\(KafkaTopicSettings.timestampType)=\(KafkaTopicSettings.logAppendTime))"
          )
        ]
      }
      return [judge(before, Instant(milliseconds: appended), after)]
    } catch {
      return [.warn(check, "it can't be held against the brokers': \(error)", "let this user write to \(topic)")]
    }
  }

  private static func judge(_ before: Instant, _ appended: Instant, _ after: Instant) -> DoctorFinding {
    let ahead = appended < before ? before - appended : Span.zero
    let behind = appended > after ? appended - after : Span.zero
    let skew = max(ahead, behind)
    let words = "it is \(skew) \(ahead > behind ? "ahead of" : "behind") the brokers' clock"
    if skew > HearingSettings().clockTolerance {
      return .fail(check, words, "check the time synchronisation of this host and of the brokers")
    }
    return skew > toldFrom
      ? .warn(check, words, "check the time synchronisation") : .ok(check, "it agrees with the brokers' clock")
  }
}
