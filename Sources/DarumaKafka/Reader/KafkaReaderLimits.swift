/// The limits of a `KafkaReader`. The memory it can hold is about `queuedBytes` in librdkafka, twice
/// `bytesPerBatch * batchesInFlight` in Swift, and the batch that the caller works on.
package struct KafkaReaderLimits: Sendable, Equatable {
  /// Most records in one batch.
  package var recordsPerBatch = 5_000
  /// Most bytes (keys, values, headers) in one batch. A single larger record makes a batch of its own.
  package var bytesPerBatch = 4 * 1024 * 1024
  /// Most batches waiting for `nextBatch`. Once they are there, the reader stops draining librdkafka, which
  /// then stops fetching.
  package var batchesInFlight = 4
  /// Most bytes that librdkafka fetches ahead (it may overshoot by one fetch). When this limit is reached,
  /// librdkafka 2.0.2 sleeps for up to a second: a fast replay needs a second's worth of bytes here.
  package var queuedBytes = 64 * 1024 * 1024
  /// Most records that librdkafka fetches ahead. Each costs some hundred bytes besides its own.
  package var queuedRecords = 250_000
  /// How long a broker may hold back an answer when there is nothing to read. On Kafka new records end the
  /// wait at once; on the embedded broker they don't, so this is the latency there.
  package var fetchWait: Duration = .milliseconds(500)
  /// How often new partitions are looked for.
  package var metadataRefresh: Duration = .seconds(60)
  /// Longest wait for one metadata or offset request. `stop` may have to wait for it, too.
  package var requestTimeout: Duration = .seconds(5)
  /// Pause between attempts to start while the brokers can't be reached.
  package var retryPause: Duration = .seconds(1)
  /// How long a topic may be unknown before that is an error: after its creation the brokers learn of it
  /// one by one.
  package var unknownTopicGrace: Duration = .seconds(10)
  /// How often high watermarks are read, and the longest that the thread sleeps.
  package var tick: Duration = .seconds(1)
  /// How long a partition that holds more may say nothing, whatever others do, before `hear` tells so.
  package var partitionSilence: Duration = .seconds(10)
  /// How long `stop` waits for librdkafka to close.
  package var closeTimeout: Duration = .seconds(10)

  package init() {}

  /// For reading a long log from its beginning as fast as possible.
  package static var replay: KafkaReaderLimits {
    var limits = KafkaReaderLimits()
    limits.queuedBytes = 300 * 1024 * 1024
    limits.queuedRecords = 1_000_000
    return limits
  }

  /// - Throws: `invalidConfiguration`, naming the limit that is out of bounds.
  func validate() throws(KafkaError) {
    let counts: [(name: String, value: Int, range: ClosedRange<Int>)] = [
      ("recordsPerBatch", recordsPerBatch, 1...1_000_000),
      // Offsets into a batch are 32 bits wide.
      ("bytesPerBatch", bytesPerBatch, 1...512 * 1024 * 1024),
      ("batchesInFlight", batchesInFlight, 1...1_000),
      ("queuedBytes", queuedBytes, 1024...(2_000_000_000 * 1024)),
      ("queuedRecords", queuedRecords, 1...10_000_000),
    ]
    for (name, value, range) in counts where !range.contains(value) {
      throw .configuration(
        "reader limit \(name) is \(value); it must lie between \(range.lowerBound) and \(range.upperBound)")
    }
    let durations: [(name: String, value: Duration, range: ClosedRange<Duration>)] = [
      ("fetchWait", fetchWait, .zero ... .seconds(300)),
      ("metadataRefresh", metadataRefresh, .milliseconds(10) ... .seconds(3_600)),
      ("requestTimeout", requestTimeout, .milliseconds(10) ... .seconds(300)),
      ("retryPause", retryPause, .milliseconds(1) ... .seconds(300)),
      ("unknownTopicGrace", unknownTopicGrace, .zero ... .seconds(3_600)),
      ("tick", tick, .milliseconds(10) ... .seconds(60)),
      ("partitionSilence", partitionSilence, .milliseconds(10) ... .seconds(3_600)),
      ("closeTimeout", closeTimeout, .milliseconds(10) ... .seconds(300)),
    ]
    for (name, value, range) in durations where !range.contains(value) {
      throw .configuration(
        "reader limit \(name) is \(value); it must lie between \(range.lowerBound) and \(range.upperBound)")
    }
  }
}
