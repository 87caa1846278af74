package import DarumaCore

/// How far an input has been taken in: the offset of the first record that is not part of the state yet.
package struct InputPosition: Codable, Hashable, Sendable, Comparable {
  package let topic: String
  package let partition: Int32
  package let nextOffset: Int64
  /// What the record right before is known by; nil where it is not known.
  package let mark: InputMark?
  /// Whether it may lie before an earlier one: what was read before is not there any more.
  package let isReset: Bool

  package init(topic: String, partition: Int32, nextOffset: Int64, mark: InputMark? = nil, isReset: Bool = false) {
    self.topic = topic
    self.partition = partition
    self.nextOffset = nextOffset
    self.mark = mark
    self.isReset = isReset
  }

  package static func < (left: InputPosition, right: InputPosition) -> Bool {
    (left.topic, left.partition, left.nextOffset) < (right.topic, right.partition, right.nextOffset)
  }

  private enum Key: String, CodingKey { case topic, partition, nextOffset, mark, isReset = "reset" }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    topic = try fields.decode(String.self, forKey: .topic)
    partition = try fields.decode(Int32.self, forKey: .partition)
    nextOffset = try fields.decode(Int64.self, forKey: .nextOffset)
    mark = try fields.decodeIfPresent(InputMark.self, forKey: .mark)
    isReset = try fields.decodeIfPresent(Bool.self, forKey: .isReset) ?? false
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(topic, forKey: .topic)
    try fields.encode(partition, forKey: .partition)
    try fields.encode(nextOffset, forKey: .nextOffset)
    try fields.encodeIfPresent(mark, forKey: .mark)
    if isReset { try fields.encode(true, forKey: .isReset) }
  }
}

/// What a record is known by when it is met again.
package struct InputMark: Codable, Hashable, Sendable {
  /// Its time stamp; nil where it bears none.
  package let at: Instant?
  /// Of its key and value, ``digits`` hexadecimal digits.
  package let hash: String

  package static let digits = 32

  package init(at: Instant?, hash: String) {
    self.at = at
    self.hash = hash
  }
}

/// The position in every input. It travels inside the commits, so state and position can't part.
package struct InputPositions: Hashable, Sendable {
  private struct Input: Hashable {
    let topic: String
    let partition: Int32
  }

  private var positions: [Input: InputPosition] = [:]

  package init() {}

  package init(_ positions: [InputPosition]) {
    for position in positions { advance(to: position) }
  }

  /// The offset to read next; nil where nothing was ever taken in.
  package func nextOffset(topic: String, partition: Int32) -> Int64? {
    positions[Input(topic: topic, partition: partition)]?.nextOffset
  }

  func position(topic: String, partition: Int32) -> InputPosition? {
    positions[Input(topic: topic, partition: partition)]
  }

  package var isEmpty: Bool { positions.isEmpty }

  /// In order of topic and partition.
  package var all: [InputPosition] { positions.values.sorted() }

  package mutating func advance(to position: InputPosition) {
    positions[Input(topic: position.topic, partition: position.partition)] = position
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
