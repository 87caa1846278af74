/// The limits of a `KafkaWriter`.
package struct KafkaWriterLimits: Sendable, Equatable {
  /// Most bytes in one record, with its headers and about 64 bytes that the format adds. Kafka's own default
  /// on brokers is 1,048,588.
  package var recordBytes = 1_048_576
  /// Most records handed to librdkafka and not yet acknowledged; further ones wait in `send`.
  package var recordsInFlight = 100_000
  /// Most bytes handed to librdkafka and not yet acknowledged; further ones wait in `send`.
  package var bytesInFlight = 64 * 1024 * 1024
  /// Most calls of `send` that may wait for room.
  package var sendsWaiting = 1_000
  /// How long librdkafka tries to deliver a record. Long rather than short: a record that timed out may have
  /// been written all the same, and librdkafka 2.0.2 can then break the writer.
  package var deliveryTimeout: Duration = .seconds(60)
  /// How long a record may wait for others to share its request.
  package var linger: Duration = .milliseconds(2)
  /// The longest that the thread sleeps.
  package var tick: Duration = .seconds(1)
  /// How long `close` waits for records in flight before it gives them up.
  package var closeTimeout: Duration = .seconds(10)

  package init() {}

  /// - Throws: `invalidConfiguration`, naming the limit that is out of bounds.
  func validate() throws(KafkaError) {
    let counts: [(name: String, value: Int, range: ClosedRange<Int>)] = [
      ("recordBytes", recordBytes, 1_000...1_000_000_000),
      ("recordsInFlight", recordsInFlight, 1...Token.maximumIndex),
      ("bytesInFlight", bytesInFlight, recordBytes...max(recordBytes, 1024 * 1024 * 1024)),
      ("sendsWaiting", sendsWaiting, 0...1_000_000),
    ]
    for (name, value, range) in counts where !range.contains(value) {
      throw .configuration(
        "writer limit \(name) is \(value); it must lie between \(range.lowerBound) and \(range.upperBound)")
    }
    let durations: [(name: String, value: Duration, range: ClosedRange<Duration>)] = [
      ("deliveryTimeout", deliveryTimeout, .milliseconds(10) ... .seconds(3_600)),
      ("linger", linger, .zero ... .seconds(60)),
      ("tick", tick, .milliseconds(10) ... .seconds(60)),
      ("closeTimeout", closeTimeout, .milliseconds(10) ... .seconds(300)),
    ]
    for (name, value, range) in durations where !range.contains(value) {
      throw .configuration(
        "writer limit \(name) is \(value); it must lie between \(range.lowerBound) and \(range.upperBound)")
    }
  }
}
