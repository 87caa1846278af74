import Testing

@testable import DarumaKafka

@Suite("The admin", .timeLimit(.minutes(15)))
struct KafkaAdminTests {
  @Test("says within its deadline that no broker can be reached, and reports why")
  func unreachable() async throws {
    let connection = try KafkaConnection(bootstrapServers: ["127.0.0.1:1"])
    let reports = ReportLog()
    let admin = KafkaAdmin(connection, timeout: .milliseconds(200), report: reports.reporter)
    let error = await #expect(throws: KafkaError.self) { try await admin.cluster() }
    #expect(error?.code == .brokerUnreachable)
    #expect(error?.isRetriable == true)
    #expect(reports.all.contains { $0.error?.code == .brokerUnreachable })
  }

  @Test(
    "refuses topics that can't be, before it asks anyone",
    arguments: [
      [KafkaNewTopic(name: "t", partitions: 1), KafkaNewTopic(name: "t", partitions: 2)],
      [KafkaNewTopic(name: "", partitions: 1)],
      [KafkaNewTopic(name: "t", partitions: 0)],
      [KafkaNewTopic(name: "t", partitions: 1, replicationFactor: 1_000_000)],
    ])
  func impossible(topics: [KafkaNewTopic]) async throws {
    let connection = try KafkaConnection(bootstrapServers: ["127.0.0.1:1"])
    let admin = KafkaAdmin(connection, timeout: .milliseconds(200), report: { _ in })
    let error = await #expect(throws: KafkaError.self) { try await admin.createTopics(topics) }
    #expect(error?.code == .invalidConfiguration || error?.code == .topicRefused)
  }

  @Test("makes nothing of nothing")
  func nothing() async throws {
    let connection = try KafkaConnection(bootstrapServers: ["127.0.0.1:1"])
    #expect(try await KafkaAdmin(connection, report: { _ in }).createTopics([]).isEmpty)
  }
}
