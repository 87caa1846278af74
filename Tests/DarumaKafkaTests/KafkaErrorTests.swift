import Testing

@testable import DarumaKafka

@Suite("A Kafka error")
struct KafkaErrorTests {
  @Test("says for every code what to do", arguments: KafkaError.Code.allCases)
  func remedies(code: KafkaError.Code) {
    #expect(code.rawValue.hasPrefix("kafka."))
    #expect(!code.remedy.isEmpty)
    #expect(KafkaError(code, "it happened").message == "it happened. \(code.remedy)")
  }

  @Test("of a missing offset names place, offset and range")
  func missingOffset() {
    let partition = KafkaTopicPartition("orders", 3)
    let error = KafkaMissingOffset(
      partition: partition, wanted: 7, available: KafkaOffsetRange(low: 100, end: 200)
    ).error
    #expect(error.code == .offsetMissing)
    #expect(error.topic == "orders")
    #expect(error.partition == 3)
    #expect(error.missingOffset?.wanted == 7)
    #expect(error.message.contains("orders[3] has no offset 7: it holds 100 up to, not including, 200"))
    #expect(!error.isRetriable)
  }

  @Test("of a send is fatal if one of its records is, and retriable if all are")
  func sendError() {
    let passing = KafkaSendFailure(
      index: 0, error: KafkaError(.timedOut, "a", isRetriable: true), mayBeWritten: true)
    let final = KafkaSendFailure(
      index: 1, error: KafkaError(.clientBroken, "b", isFatal: true), mayBeWritten: false)
    #expect(KafkaSendError(failures: [passing]).isRetriable)
    #expect(!KafkaSendError(failures: [passing]).isFatal)
    #expect(!KafkaSendError(failures: [passing, final]).isRetriable)
    #expect(KafkaSendError(failures: [passing, final]).isFatal)
  }
}
