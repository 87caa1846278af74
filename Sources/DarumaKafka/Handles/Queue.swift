import CRdKafka

/// Owns a reference to a librdkafka queue.
final class Queue {
  let client: Client
  let pointer: OpaquePointer

  /// The queue on which a client puts errors, log lines and delivery reports.
  static func main(of client: Client) throws(KafkaError) -> Queue {
    try Queue(client, takingOwnershipOf: rd_kafka_queue_get_main(client.pointer))
  }

  /// A new, empty queue.
  convenience init(_ client: Client) throws(KafkaError) {
    try self.init(client, takingOwnershipOf: rd_kafka_queue_new(client.pointer))
  }

  private init(_ client: Client, takingOwnershipOf pointer: OpaquePointer?) throws(KafkaError) {
    guard let pointer else { throw KafkaError(.limitExceeded, "no memory for a librdkafka queue") }
    self.client = client
    self.pointer = pointer
  }

  deinit {
    rd_kafka_queue_destroy(pointer)
  }

  /// From now on the client's pipe is woken when this queue stops being empty.
  func wakePipeWhenFilled() {
    var byte: UInt8 = 1
    rd_kafka_queue_io_event_enable(pointer, client.wakePipe.writeEnd, &byte, 1)
  }

  /// The next event; nil if none came within `limit`.
  func nextEvent(within limit: Duration = .zero) -> Event? {
    rd_kafka_queue_poll(pointer, limit.roundedMilliseconds).map(Event.init(takingOwnershipOf:))
  }
}
