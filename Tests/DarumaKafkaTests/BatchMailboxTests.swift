import Synchronization
import Testing

@testable import DarumaKafka

@Suite("The hand-over of batches", .timeLimit(.minutes(15)))
struct BatchMailboxTests {
  static func batch(_ next: Int64) -> KafkaBatch {
    KafkaBatch(
      storage: BatchStorage(topics: [], bytes: [], entries: [], headers: []),
      positions: [KafkaPosition(partition: KafkaTopicPartition("t", 0), next: next)], isCaughtUp: false)
  }

  static func next(_ batch: KafkaBatch?) -> Int64? { batch?.positions.first?.next }

  @Test("keeps the order, holds no more than its capacity, and tells when there is room again")
  func bounded() async throws {
    let freed = Mutex(0)
    let mailbox = BatchMailbox(capacity: 2) { freed.withLock { $0 += 1 } }
    mailbox.put(Self.batch(1))
    #expect(mailbox.hasRoom)
    mailbox.put(Self.batch(2))
    #expect(!mailbox.hasRoom)
    #expect(try await Self.next(mailbox.take()) == 1)
    #expect(freed.withLock { $0 } == 1)
    #expect(try await Self.next(mailbox.take()) == 2)
    // It wasn't full this time: nobody was waiting for room.
    #expect(freed.withLock { $0 } == 1)
  }

  @Test("gives a batch straight to one who waits")
  func waiting() async throws {
    let mailbox = BatchMailbox(capacity: 1) {}
    async let taken = mailbox.take()
    mailbox.put(Self.batch(9))
    #expect(try await Self.next(taken) == 9)
  }

  @Test("ends with nil after a stop, for those who wait and those who come, and drops what is left")
  func stopped() async throws {
    let mailbox = BatchMailbox(capacity: 2) {}
    async let waiting = mailbox.take()
    mailbox.finish(.stopped)
    #expect(try await Self.next(waiting) == nil)
    mailbox.put(Self.batch(1))
    #expect(try await Self.next(mailbox.take()) == nil)
    #expect(mailbox.isFinished)
  }

  @Test("hands out what is left before it throws, again and again")
  func failed() async throws {
    let mailbox = BatchMailbox(capacity: 2) {}
    mailbox.put(Self.batch(1))
    mailbox.finish(.failed(KafkaError(.corruptRecord, "first")))
    mailbox.finish(.failed(KafkaError(.other, "second")))
    #expect(try await Self.next(mailbox.take()) == 1)
    for _ in 0..<2 {
      let error = await #expect(throws: KafkaError.self) { try await mailbox.take() }
      #expect(error?.code == .corruptRecord)
    }
  }

  @Test("lets a stop overrule a failure")
  func stopAfterFailure() async throws {
    let mailbox = BatchMailbox(capacity: 2) {}
    mailbox.put(Self.batch(1))
    mailbox.finish(.failed(KafkaError(.corruptRecord, "first")))
    mailbox.finish(.stopped)
    #expect(try await Self.next(mailbox.take()) == nil)
  }

  @Test("loses no batch to a task that is cancelled while it waits")
  func cancelled() async throws {
    let mailbox = BatchMailbox(capacity: 1) {}
    let task = Task { try await mailbox.take() }
    task.cancel()
    let error = await #expect(throws: KafkaError.self) { try await task.value }
    #expect(error?.code == .cancelled)
    mailbox.put(Self.batch(4))
    #expect(try await Self.next(mailbox.take()) == 4)
  }
}
