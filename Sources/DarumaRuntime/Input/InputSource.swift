package import DarumaCore
package import DarumaFeeds
package import DarumaJournal

/// Where raw records come from: Kafka, or lines of a file.
package protocol InputSource: Sendable {
  /// The next records; they may be none. Nil at the end of the source, which a Kafka topic does not have.
  ///
  /// - Throws: What ends the source: an input position that no longer exists, a file that can't be read.
  func next() async throws -> IncomingBatch?

  /// Returns once everything that was in the source when this was called has been given by ``next()``, and whoever takes
  /// it has come back for more. How long the reading takes is not limited; whether the source can be heard at all is
  /// known within a limit of its own.
  ///
  /// Asked beside ``next()``, again and again, and must not hold it up.
  ///
  /// - Throws: Why it can't be heard: brokers out of reach, one partition that does not answer.
  func hear() async throws

  func stop() async
}

/// Records in the order in which they are to be taken in.
package struct IncomingBatch: Sendable {
  /// What was found lost before `records`: they go on behind it.
  package var lost: [RecordsLost]
  package var records: [IncomingRecord]

  package init(lost: [RecordsLost] = [], records: [IncomingRecord]) {
    self.lost = lost
    self.records = records
  }
}

/// One raw record, and the position that taking it in leads to.
package struct IncomingRecord: Sendable {
  package var raw: RawRecord
  /// Nil where the source can't be read again from a position (standard input).
  package var position: InputPosition?

  package init(raw: RawRecord, position: InputPosition?) {
    self.raw = raw
    self.position = position
  }
}

/// A fault of a part of a source.
package protocol PartialDeafness: Error {
  /// The parts of which nothing can be heard: a handful by name, and how many more. Empty where it is all, or not known.
  var deafTo: [String] { get }
}
