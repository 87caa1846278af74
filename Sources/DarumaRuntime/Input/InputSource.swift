package import DarumaFeeds
package import DarumaJournal

/// Where raw records come from: Kafka, or lines of a file.
package protocol InputSource: Sendable {
  /// The next records, at least one or a sign that the source has caught up. Nil at the end of the source, which a
  /// Kafka topic does not have.
  ///
  /// - Throws: What ends the source: an input position that no longer exists, a file that can't be read.
  func next() async throws -> IncomingBatch?

  func stop() async
}

/// Records in the order in which they are to be taken in.
package struct IncomingBatch: Sendable {
  package var records: [IncomingRecord]
  /// True from the batch on with which everything is read that was there when the source was opened.
  package var isCaughtUp: Bool

  package init(records: [IncomingRecord], isCaughtUp: Bool) {
    self.records = records
    self.isCaughtUp = isCaughtUp
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
