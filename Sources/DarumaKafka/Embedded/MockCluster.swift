import CRdKafka
import Synchronization

/// Owns a mock cluster and the client that librdkafka wants for it.
// Unchecked: the handles don't change, librdkafka's mock functions may be called from any thread, and the
// flag lets only one caller destroy the handles.
final class MockCluster: @unchecked Sendable {
  let pointer: OpaquePointer
  let bootstrapServers: [String]
  private let client: OpaquePointer
  private let log: Log
  private let isShutDown = Atomic(false)

  init(brokers: Int, _ report: @escaping KafkaReporter) throws(KafkaError) {
    guard (1...100).contains(brokers) else {
      throw .configuration("an embedded cluster has 1 to 100 brokers, not \(brokers)")
    }
    let log = Log(report)
    let configuration = try ClientConfiguration.make(ClientSettings(nil, .embeddedBroker))
    configuration.setLog(opaque: Unmanaged.passUnretained(log).toOpaque()) { client, level, facility, text in
      guard let opaque = rd_kafka_opaque(client) else { return }
      Unmanaged<Log>.fromOpaque(opaque).takeUnretainedValue()
        .report(KafkaReport(logLevel: level, facility: facility, text: text))
    }
    let client = try configuration.makeClient(RD_KAFKA_PRODUCER)
    guard let pointer = rd_kafka_mock_cluster_new(client, Int32(brokers)) else {
      rd_kafka_destroy(client)
      throw KafkaError(.limitExceeded, "the embedded brokers could not open their ports")
    }
    let servers = rd_kafka_mock_cluster_bootstraps(pointer).map { String(cString: $0) } ?? ""
    bootstrapServers = servers.split(separator: ",").map(String.init)
    self.client = client
    self.pointer = pointer
    self.log = log
  }

  deinit {
    shutDown()
  }

  /// Ends the cluster; its handle must not be used any more. Blocks until its threads have ended.
  func shutDown() {
    guard !isShutDown.exchange(true, ordering: .acquiringAndReleasing) else { return }
    rd_kafka_mock_cluster_destroy(pointer)
    rd_kafka_destroy(client)
    // librdkafka's threads refer to it until here.
    withExtendedLifetime(log) {}
  }

  private final class Log {
    let report: KafkaReporter

    init(_ report: @escaping KafkaReporter) {
      self.report = report
    }
  }
}
