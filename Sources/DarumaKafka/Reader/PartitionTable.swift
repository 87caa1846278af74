/// How far each partition has been taken out of librdkafka. Offsets of a partition only ever rise: the log
/// has gaps (transaction markers, compaction), but nothing comes twice.
struct PartitionTable {
  struct Partition {
    /// The next offset that is news.
    var next: Int64
    /// Where the partition ended when the reader started; nil if it was found later.
    let endAtStart: Int64?
    /// What the record at `next` has to be, as long as nothing was read: it was handed out by an earlier reader.
    var expected: KafkaMark?
    /// `next` has moved since it was last told.
    var hasMoved = false
  }

  let topics: [String]
  private(set) var partitions: [[Partition]]
  /// Partitions that have not yet reached the end they had at the start.
  private(set) var behind = 0
  private var moved: [(topic: Int, partition: Int)] = []

  init(topics: [String]) {
    self.topics = topics
    partitions = topics.map { _ in [] }
  }

  var isCaughtUp: Bool { behind == 0 }

  func id(_ topic: Int, _ partition: Int) -> KafkaTopicPartition {
    KafkaTopicPartition(topics[topic], Int32(partition))
  }

  /// Adds the topic's next partition, which can't be read yet: until it is, nothing is caught up.
  mutating func addUnread(topic: Int) {
    partitions[topic].append(Partition(next: 0, endAtStart: nil))
    behind += 1
  }

  /// One that could not be read is read from now on.
  ///
  /// - Parameter mark: As in ``add(topic:startingAt:endAtStart:expecting:)``.
  mutating func begin(topic: Int, partition: Int, at next: Int64, endAtStart: Int64, expecting mark: KafkaMark? = nil) {
    partitions[topic][partition] = Partition(next: next, endAtStart: endAtStart, expected: mark)
    if next >= endAtStart { behind -= 1 }
  }

  /// Adds the topic's next partition; they are numbered without gaps.
  ///
  /// - Parameter mark: What the record at `next` has to be: it is not news, but has to be seen before the partition counts
  ///   as read.
  mutating func add(topic: Int, startingAt next: Int64, endAtStart: Int64?, expecting mark: KafkaMark? = nil) {
    partitions[topic].append(Partition(next: next, endAtStart: endAtStart, expected: mark))
    if let endAtStart, next < endAtStart { behind += 1 }
  }

  func contains(topic: Int, partition: Int) -> Bool {
    partitions.indices.contains(topic) && partitions[topic].indices.contains(partition)
  }

  /// Takes note of a record. False: it is at or below what was seen already and must be dropped.
  mutating func accept(topic: Int, partition: Int, offset: Int64) -> Bool {
    guard offset >= partitions[topic][partition].next else { return false }
    advance(topic, partition, to: offset + 1)
    return true
  }

  enum Comparison { case asBefore, another, notIt }

  /// Whether a record is the one that was read last by an earlier reader. It is asked for once.
  mutating func compare(topic: Int, partition: Int, offset: Int64, with mark: () -> KafkaMark) -> Comparison {
    guard let expected = partitions[topic][partition].expected else { return .notIt }
    let next = partitions[topic][partition].next
    guard offset >= next else { return .notIt }
    // Where there is a gap (a marker, compaction) nothing can be compared.
    partitions[topic][partition].expected = nil
    guard offset == next else { return .notIt }
    guard expected == mark() else { return .another }
    advance(topic, partition, to: offset + 1)
    return .asBefore
  }

  /// Takes note that nothing more is to be had below `offset`.
  mutating func reachedEnd(topic: Int, partition: Int, offset: Int64) {
    guard offset > partitions[topic][partition].next else { return }
    partitions[topic][partition].expected = nil
    advance(topic, partition, to: offset)
  }

  /// The positions that have moved since the last call.
  mutating func takeMoved() -> [KafkaPosition] {
    defer { moved.removeAll(keepingCapacity: true) }
    return moved.map { topic, partition in
      partitions[topic][partition].hasMoved = false
      return KafkaPosition(partition: id(topic, partition), next: partitions[topic][partition].next)
    }
  }

  private mutating func advance(_ topic: Int, _ partition: Int, to next: Int64) {
    let before = partitions[topic][partition]
    if let end = before.endAtStart, before.next < end, next >= end { behind -= 1 }
    partitions[topic][partition].next = next
    if !before.hasMoved {
      partitions[topic][partition].hasMoved = true
      moved.append((topic, partition))
    }
  }
}
