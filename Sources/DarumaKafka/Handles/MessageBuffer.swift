import CRdKafka

/// Owns the C messages of one drain of a queue until each has been copied. Bounded: held messages do not
/// count towards librdkafka's own limit.
final class MessageBuffer {
  private let queue: Queue
  private let capacity: Int
  private let messages: UnsafeMutablePointer<UnsafeMutablePointer<rd_kafka_message_t>?>
  private var first = 0
  private(set) var end = 0

  init(_ queue: Queue, capacity: Int) {
    self.queue = queue
    self.capacity = capacity
    messages = .allocate(capacity: capacity)
    messages.initialize(repeating: nil, count: capacity)
  }

  deinit {
    release(upTo: end)
    messages.deallocate()
  }

  /// Indices of the messages still held.
  var indices: Range<Int> { first..<end }

  subscript(index: Int) -> UnsafeMutablePointer<rd_kafka_message_t>? { messages[index] }

  /// Takes what the queue holds right now, at most `capacity` messages; false if there is nothing. It does
  /// not wait: `rd_kafka_consume_batch_queue` with a timeout would wait for a full batch, not for the first
  /// message. Every message must have been released before.
  func refill() throws(KafkaError) -> Bool {
    precondition(first == end, "refilled while messages are still held")
    first = 0
    end = 0
    let count = rd_kafka_consume_batch_queue(queue.pointer, 0, messages, capacity)
    guard count >= 0 else { throw ErrorGate.error(rd_kafka_last_error(), "reading records") }
    end = count
    return count > 0
  }

  /// Destroys the messages below `index`.
  func release(upTo index: Int) {
    while first < index {
      rd_kafka_message_destroy(messages[first])
      messages[first] = nil
      first += 1
    }
  }
}
