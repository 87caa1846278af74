import Testing

@testable import DarumaKafka

@Suite("Limits")
struct KafkaLimitsTests {
  @Test("are valid as they come")
  func defaults() throws {
    try KafkaReaderLimits().validate()
    try KafkaReaderLimits.replay.validate()
    try KafkaWriterLimits().validate()
  }

  @Test("of a reader are refused by name when out of bounds")
  func reader() {
    var limits = KafkaReaderLimits()
    limits.batchesInFlight = 0
    let error = #expect(throws: KafkaError.self) { try limits.validate() }
    #expect(error?.message.contains("batchesInFlight") == true)

    limits = KafkaReaderLimits()
    limits.tick = .zero
    let second = #expect(throws: KafkaError.self) { try limits.validate() }
    #expect(second?.message.contains("tick") == true)
  }

  @Test("of a writer must let its largest record through")
  func writer() {
    var limits = KafkaWriterLimits()
    limits.bytesInFlight = limits.recordBytes - 1
    let error = #expect(throws: KafkaError.self) { try limits.validate() }
    #expect(error?.message.contains("bytesInFlight") == true)
  }

  @Test(
    "become whole milliseconds, never less than asked for and never negative",
    arguments: [
      (Duration.zero, Int32(0)), (.milliseconds(5), 5), (.microseconds(1), 1), (.seconds(2), 2_000),
      (.seconds(-3), 0), (.seconds(-10_000_000_000), 0),
      (.seconds(10_000_000_000), 2_147_483_000),
    ])
  func milliseconds(duration: Duration, expected: Int32) {
    #expect(duration.roundedMilliseconds == expected)
  }
}
