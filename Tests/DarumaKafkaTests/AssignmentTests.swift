import Testing

@testable import DarumaKafka

@Suite("Where a partition is started")
struct AssignmentTests {
  static let partition = KafkaTopicPartition("t", 0)
  static let range = KafkaOffsetRange(low: 10, end: 20)

  @Test("is the offset given, if the partition holds it or ends there", arguments: [Int64(10), 15, 20])
  func given(wanted: Int64) throws {
    let start = KafkaStart(offsets: [Self.partition: wanted], otherwise: .latest)
    let item = try Assignment.plan(Self.partition, Self.range, start)
    #expect(item.offset == wanted)
    #expect(item.position == wanted)
  }

  @Test("is refused outside of that, with the range", arguments: [Int64(-1), 0, 9, 21])
  func missing(wanted: Int64) {
    let start = KafkaStart(offsets: [Self.partition: wanted])
    let error = #expect(throws: KafkaError.self) {
      try Assignment.plan(Self.partition, Self.range, start)
    }
    #expect(
      error?.missingOffset
        == KafkaMissingOffset(partition: Self.partition, wanted: wanted, available: Self.range))
  }

  @Test("is the beginning or the end, if none is given")
  func otherwise() throws {
    let earliest = try Assignment.plan(Self.partition, Self.range, .earliest)
    // Kafka's word for "the beginning", whatever that is by the time of the first fetch.
    #expect(earliest.offset == -2)
    #expect(earliest.position == 10)
    let latest = try Assignment.plan(Self.partition, Self.range, .latest)
    #expect(latest.offset == 20)
    #expect(latest.position == 20)
  }

  @Test("is asked for again while the brokers don't say what they hold")
  func unknownRange() {
    let error = #expect(throws: KafkaError.self) { try Assignment.plan(Self.partition, nil, .earliest) }
    #expect(error?.isRetriable == true)
  }
}
