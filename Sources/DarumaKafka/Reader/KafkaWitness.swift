/// What tells from outside that a partition still holds what was read of it: all of that is as old as `newest`, or older, so
/// the first record that is newer can't lie before `next`. A topic that was made anew, and filled again up to there, holds
/// newer ones from its beginning.
package struct KafkaWitness: Sendable, Hashable {
  /// The offset behind what was read.
  package let next: Int64
  /// The newest time stamp of what was read, in milliseconds since 1970 UTC.
  package let newest: Int64

  package init(next: Int64, newest: Int64) {
    self.next = next
    self.newest = newest
  }
}

/// What a reader's witnesses have said.
///
/// Time stamps may be out of order: where an earlier reader has read a newer record, the witness of a partition says nothing
/// until it has once said that all is as it was.
struct WitnessBook: Sendable {
  /// Those of which an earlier reader has read, by the offsets that it left.
  private let begun: Set<KafkaTopicPartition>
  private var heard: Set<KafkaTopicPartition> = []

  init(_ start: KafkaStart) { begun = Set(start.offsets.filter { $0.value > 0 }.keys) }

  /// - Parameter firsts: Of each partition the first record that is newer than its witness; nil where there is none.
  /// - Returns: The partitions that hold something else than what was read, in order.
  mutating func contradicted(
    _ witnesses: [KafkaTopicPartition: KafkaWitness], by firsts: [KafkaTopicPartition: Int64?]
  ) -> [KafkaTopicPartition] {
    var contradicted: [KafkaTopicPartition] = []
    for (partition, witness) in witnesses {
      guard let first = firsts[partition] else { continue }
      if first.map({ $0 >= witness.next }) ?? true {
        heard.insert(partition)
      } else if heard.contains(partition) || !begun.contains(partition) {
        contradicted.append(partition)
      }
    }
    return contradicted.sorted()
  }
}
