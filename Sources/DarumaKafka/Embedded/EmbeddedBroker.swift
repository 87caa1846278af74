import CRdKafka
import Synchronization

/// Kafka brokers inside this process, for demos and tests: librdkafka's mock cluster. Any client can connect,
/// from other processes too.
///
/// Its limits:
/// - everything is in memory and gone with the process;
/// - of each partition it keeps the newest 5 MiB or 100,000 batches and silently drops older ones;
/// - it listens on 127.0.0.1, on ports chosen by the system, without encryption or sign-in;
/// - there is no admin API: topics are made by `createTopic`, or by the first use of their name;
/// - transactions, isolation and fencing are not real, and there is no limit on the size of a record;
/// - new records don't end a reader's fetch wait: they come up to `KafkaReaderLimits.fetchWait` late.
package final class EmbeddedBroker: Sendable {
  static let stopTimeout: Duration = .seconds(10)

  /// To be given to a `KafkaConnection`.
  package let bootstrapServers: [String]
  private let cluster: Mutex<MockCluster?>

  /// Listening when it returns.
  /// - Parameters:
  ///   - brokers: how many; their ids count from 1.
  ///   - report: the cluster's log.
  /// - Throws: `limitExceeded` if the system gives no ports or threads, `invalidConfiguration`.
  package init(brokers: Int = 1, report: @escaping KafkaReporter) throws(KafkaError) {
    let cluster = try MockCluster(brokers: brokers, report)
    bootstrapServers = cluster.bootstrapServers
    self.cluster = Mutex(cluster)
  }

  deinit {
    _ = Self.release(cluster.withLock { $0.take() })
  }

  /// Makes a topic. Making it twice is an error: `topicExists`.
  package func createTopic(_ name: String, partitions: Int, replicationFactor: Int = 1) throws(KafkaError) {
    try withCluster("creating the topic", topic: name) { cluster in
      rd_kafka_mock_topic_create(
        cluster, name, Int32(clamping: partitions), Int32(clamping: replicationFactor))
    }
  }

  /// Ends the cluster; clients see their brokers vanish. May be called more than once.
  @discardableResult
  package func stop() async -> KafkaClosing {
    guard let ended = Self.release(cluster.withLock({ $0.take() })) else { return .closed }
    return await ended.value(within: Self.stopTimeout) ?? .abandoned
  }

  /// Calls `body` with the running cluster, under the lock that keeps it from being stopped meanwhile.
  func withCluster(
    _ action: String, topic: String? = nil, _ body: (OpaquePointer) -> rd_kafka_resp_err_t
  ) throws(KafkaError) {
    let code: rd_kafka_resp_err_t? = cluster.withLock { cluster in cluster.map { body($0.pointer) } }
    guard let code else { throw KafkaError(.stopped, "the embedded broker was stopped") }
    try ErrorGate.check(code, action, topic: topic)
  }

  /// Destroying waits for the cluster's threads, so it happens on a thread of its own.
  private static func release(_ cluster: MockCluster?) -> Eventual<KafkaClosing>? {
    guard let cluster else { return nil }
    let ended = Eventual<KafkaClosing>()
    do throws(KafkaError) {
      try NamedThread.start("kafka-mock-end") {
        cluster.shutDown()
      } released: {
        ended.resolve(.closed)
      }
    } catch {
      // No thread to be had: better to block this one than to leave the ports open.
      cluster.shutDown()
      ended.resolve(.closed)
    }
    return ended
  }
}
