import CRdKafka

/// Owns a client's handle of one topic.
final class Topic {
  let client: Client
  let name: String
  let pointer: OpaquePointer

  init(_ client: Client, _ name: String) throws(KafkaError) {
    guard let pointer = rd_kafka_topic_new(client.pointer, name, nil) else {
      throw ErrorGate.error(rd_kafka_last_error(), "naming the topic", topic: name)
    }
    self.client = client
    self.name = name
    self.pointer = pointer
  }

  deinit {
    rd_kafka_topic_destroy(pointer)
  }
}
