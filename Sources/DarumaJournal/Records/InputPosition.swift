/// How far an input has been taken in: the offset of the first record that is not part of the state yet.
package struct InputPosition: Codable, Hashable, Sendable, Comparable {
  package let topic: String
  package let partition: Int32
  package let nextOffset: Int64

  package init(topic: String, partition: Int32, nextOffset: Int64) {
    self.topic = topic
    self.partition = partition
    self.nextOffset = nextOffset
  }

  package static func < (left: InputPosition, right: InputPosition) -> Bool {
    (left.topic, left.partition, left.nextOffset) < (right.topic, right.partition, right.nextOffset)
  }
}

/// The position in every input. It travels inside the commits, so state and position can't part.
package struct InputPositions: Hashable, Sendable {
  private struct Input: Hashable {
    let topic: String
    let partition: Int32
  }

  private var offsets: [Input: Int64] = [:]

  package init() {}

  package init(_ positions: [InputPosition]) {
    for position in positions { advance(to: position) }
  }

  /// The offset to read next; nil where nothing was ever taken in.
  package func nextOffset(topic: String, partition: Int32) -> Int64? {
    offsets[Input(topic: topic, partition: partition)]
  }

  package var isEmpty: Bool { offsets.isEmpty }

  /// In order of topic and partition.
  package var all: [InputPosition] {
    offsets.map { InputPosition(topic: $0.topic, partition: $0.partition, nextOffset: $1) }.sorted()
  }

  package mutating func advance(to position: InputPosition) {
    offsets[Input(topic: position.topic, partition: position.partition)] = position.nextOffset
  }
}

extension InputPositions: Codable {
  /// An array of positions, in order.
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([InputPosition].self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(all)
  }
}
