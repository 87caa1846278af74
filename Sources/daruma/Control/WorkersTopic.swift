import DarumaCore
import DarumaJournal
import DarumaKafka
import DarumaRuntime
import Foundation
import Logging

/// What the topic of workers says of a journal, for a person.
enum WorkersTopic {
  /// What speaks against the journal at `path`; nil where nothing does, or where there are no brokers or no such topic.
  static func objection(
    to path: String, _ configuration: DaemonConfiguration
  ) async throws -> JournalAccepting.Objection? {
    guard let kafka = configuration.kafka else { return nil }
    guard let book = try await read(kafka, configuration) else { return nil }
    let place = JournalPlace(path)
    let sweep: ChainSweep?
    if place.isFilled, let reader = try await SQLiteJournalReader.openForOwner(at: path) {
      sweep = try await ChainSweep.run(reader.records)
    } else {
      sweep = nil
    }
    return objection(book, sweep, accepted: try Acceptance.read(place))
  }

  private static func objection(
    _ book: ClaimBook, _ sweep: ChainSweep?, accepted: Acceptance?
  ) -> JournalAccepting.Objection? {
    var words: [String] = []
    var mayHaveMoved = false
    let own = sweep?.journal.flatMap { book.newest[$0] }
    if let own, own.record.head.number > sweep?.number ?? 0, accepted.map({ $0.at < own.record.head.at }) ?? true {
      words.append(ClaimRefusal.behind(own, number: sweep?.number ?? 0).message)
      mayHaveMoved = own.record.head.moved > sweep?.number ?? 0
    }
    let taken = Set((own?.record.over ?? []) + (accepted?.over ?? []))
    let others = book.newest.values.filter {
      $0.record.journal != sweep?.journal && !taken.contains($0.record.journal)
        && ($0.record.kind != .released || $0.record.head.moved > 0)
    }
    for other in others.sorted(by: { $0.at < $1.at }) {
      words.append(
        "worker \(other.record.worker) works, or worked, on these topics with another journal (\(other.words))")
      mayHaveMoved = mayHaveMoved || other.record.head.moved > 0
    }
    guard !words.isEmpty else { return nil }
    return JournalAccepting.Objection(
      words: words.joined(separator: "; "), usersMayHaveMoved: mayHaveMoved,
      over: others.map(\.record.journal).sorted { $0.rawValue < $1.rawValue })
  }

  private static func read(_ kafka: KafkaConnection, _ configuration: DaemonConfiguration) async throws -> ClaimBook? {
    var logger = Logger(label: "daruma.workers") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .critical
    do {
      return try await TopicClaim.book(
        kafka, topic: configuration.topics.workers, expiry: configuration.claimExpiry,
        report: logger.kafkaReporter)
    } catch {
      throw CommandFailure(
        "the topic of workers, \(configuration.topics.workers), can't be read: \(error); without --config only what lies "
          + "beside the journal is looked at")
    }
  }
}
