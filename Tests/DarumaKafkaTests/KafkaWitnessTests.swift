import Testing

@testable import DarumaKafka

@Suite("Whether a partition still holds what was read of it is told by where newer records begin")
struct KafkaWitnessTests {
  private static let partition = KafkaTopicPartition("t", 0)
  private static let witness = [partition: KafkaWitness(next: 5, newest: 1_000)]

  /// What the book says to each answer in turn, of one witness or another.
  ///
  /// - Parameter begin: Up to where an earlier reader had read.
  private static func said(
    _ answers: [(witness: [KafkaTopicPartition: KafkaWitness], first: [KafkaTopicPartition: Int64?])], begin: Int64 = 5
  ) -> [[KafkaTopicPartition]] {
    var book = WitnessBook(KafkaStart(offsets: [partition: begin]))
    return answers.map { book.contradicted($0.witness, by: $0.first) }
  }

  @Test("no newer record, or one behind what was read: all is as it was", arguments: [nil, 5, 9] as [Int64?])
  func same(first: Int64?) {
    #expect(Self.said([(Self.witness, [Self.partition: first]), (Self.witness, [Self.partition: first])]) == [[], []])
  }

  @Test("a newer record where older ones were read: it is another one")
  func other() {
    #expect(
      Self.said([(Self.witness, [Self.partition: nil]), (Self.witness, [Self.partition: 0])])
        == [[], [Self.partition]])
    // Where all of it was read by the same reader it is so at the first answer.
    #expect(Self.said([(Self.witness, [Self.partition: 0])], begin: 0) == [[Self.partition]])
  }

  @Test("times out of order are no sign, as long as they were so from the start; without an answer nothing is said")
  func outOfOrder() {
    let later = [Self.partition: KafkaWitness(next: 6, newest: 2_000)]
    #expect(
      Self.said([
        (Self.witness, [Self.partition: 3]), (Self.witness, [:]), (later, [Self.partition: nil]),
        (later, [Self.partition: 0]),
      ]) == [[], [], [], [Self.partition]])
  }
}
