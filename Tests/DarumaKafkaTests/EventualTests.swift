import Testing

@testable import DarumaKafka

@Suite("A value that comes later", .timeLimit(.minutes(15)))
struct EventualTests {
  @Test("reaches those who wait and those who come too late, and stays the first one")
  func resolved() async {
    let eventual = Eventual<Int>()
    async let early = eventual.value(within: .seconds(60))
    eventual.resolve(1)
    eventual.resolve(2)
    #expect(await early == 1)
    #expect(await eventual.value(within: .seconds(60)) == 1)
  }

  @Test("is given up at the deadline")
  func late() async {
    #expect(await Eventual<Int>().value(within: .milliseconds(1)) == nil)
  }

  @Test("is waited for even by a task that was cancelled")
  func cancelled() async {
    let eventual = Eventual<Int>()
    let task = Task { await eventual.value(within: .seconds(60)) }
    task.cancel()
    eventual.resolve(3)
    #expect(await task.value == 3)
  }

  @Test("comes from a blocking call on a thread of its own, as do its errors")
  func blockingCall() async throws {
    let value = try await BlockingCall.run("kafka-test", "counting", within: .seconds(60)) {
      () throws(KafkaError) in 4
    }
    #expect(value == 4)
    let error = await #expect(throws: KafkaError.self) {
      try await BlockingCall.run("kafka-test", "failing", within: .seconds(60)) {
        () throws(KafkaError) -> Int in throw KafkaError(.other, "no")
      }
    }
    #expect(error?.code == .other)
  }

  @Test("of a blocking call that hangs is an error that names the call")
  func hangingCall() async throws {
    let pipe = try WakePipe()
    let error = await #expect(throws: KafkaError.self) {
      try await BlockingCall.run("kafka-test", "hanging", within: .milliseconds(1)) {
        () throws(KafkaError) in pipe.wait(atMost: .seconds(60))
      }
    }
    pipe.wake()
    #expect(error?.code == .timedOut)
    #expect(error?.message.contains("hanging") == true)
  }
}
