import Testing

@testable import DarumaKafka

@Suite("The librdkafka in use")
struct KafkaLibraryTests {
  @Test("is one that reader and writer accept")
  func current() {
    let version = KafkaLibrary.version
    #expect(version >= KafkaLibrary.oldestSupported)
    #expect(KafkaLibrary.refusal(of: version, for: .reader(KafkaReaderLimits())) == nil)
  }

  @Test(
    "is refused for a writer where a retried batch may break it",
    arguments: [
      (KafkaLibraryVersion(2, 0, 1), false), (KafkaLibraryVersion(2, 0, 2), true),
      (KafkaLibraryVersion(2, 1, 1), true), (KafkaLibraryVersion(2, 2, 0), false),
      (KafkaLibraryVersion(2, 4, 9), false), (KafkaLibraryVersion(2, 5, 0), true),
      (KafkaLibraryVersion(3, 0, 0), true),
    ])
  func writer(version: KafkaLibraryVersion, isAccepted: Bool) {
    let refusal = KafkaLibrary.refusal(of: version, for: .writer(KafkaWriterLimits()))
    #expect((refusal == nil) == isAccepted)
    if let refusal {
      #expect(refusal.code == .unsafeLibrary)
      #expect(refusal.message.contains("\(version)"))
    }
  }

  @Test("is not refused for a reader over the writer's fault")
  func reader() {
    #expect(KafkaLibrary.refusal(of: KafkaLibraryVersion(2, 3, 0), for: .reader(KafkaReaderLimits())) == nil)
    #expect(KafkaLibrary.refusal(of: KafkaLibraryVersion(1, 9, 2), for: .reader(KafkaReaderLimits())) != nil)
  }
}
