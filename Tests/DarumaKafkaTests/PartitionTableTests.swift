import Testing

@testable import DarumaKafka

@Suite("The partition table")
struct PartitionTableTests {
  static func table(_ partitions: [(next: Int64, end: Int64?)]) -> PartitionTable {
    var table = PartitionTable(topics: ["t"])
    for (next, end) in partitions { table.add(topic: 0, startingAt: next, endAtStart: end) }
    return table
  }

  @Test("takes rising offsets with gaps and refuses what it has seen")
  func rising() {
    var table = Self.table([(5, 100)])
    let accepted = [4, 5, 5, 9, 7, 10].map { table.accept(topic: 0, partition: 0, offset: $0) }
    #expect(accepted == [false, true, false, true, false, true])
  }

  @Test("has caught up once every partition has reached its end, be it by a record or by word of the broker")
  func caughtUp() {
    var table = Self.table([(0, 2), (0, 2), (3, 3), (0, nil)])
    #expect(!table.isCaughtUp)
    _ = table.accept(topic: 0, partition: 0, offset: 1)
    #expect(!table.isCaughtUp)
    // Offset 1 of this partition is a transaction marker that is never delivered.
    _ = table.accept(topic: 0, partition: 1, offset: 0)
    #expect(!table.isCaughtUp)
    table.reachedEnd(topic: 0, partition: 1, offset: 2)
    #expect(table.isCaughtUp)
    _ = table.accept(topic: 0, partition: 0, offset: 2)
    #expect(table.isCaughtUp)
  }

  @Test("is caught up from the start when there is nothing to read")
  func empty() {
    #expect(Self.table([(0, 0), (7, 7)]).isCaughtUp)
  }

  @Test("never moves back on word of an end")
  func endBehind() {
    var table = Self.table([(0, 10)])
    _ = table.accept(topic: 0, partition: 0, offset: 7)
    table.reachedEnd(topic: 0, partition: 0, offset: 3)
    #expect(table.takeMoved() == [KafkaPosition(partition: KafkaTopicPartition("t", 0), next: 8)])
  }

  @Test("tells each moved position once")
  func moved() {
    var table = Self.table([(0, 10), (0, 10)])
    _ = table.accept(topic: 0, partition: 1, offset: 0)
    _ = table.accept(topic: 0, partition: 1, offset: 1)
    #expect(table.takeMoved() == [KafkaPosition(partition: KafkaTopicPartition("t", 1), next: 2)])
    #expect(table.takeMoved().isEmpty)
  }
}
