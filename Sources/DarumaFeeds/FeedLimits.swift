/// What one record may cost.
package struct FeedLimits: Hashable, Sendable {
  /// Of each document: the record, and each document inside it.
  package var json: JSONLimits
  /// Envelopes inside one another. SQS holding SNS holding EventBridge holding an S3 notification are four.
  package var envelopes: Int
  /// Signals, problems and ignored elements of one record together. Beyond it the rest of the record is given
  /// up, with a problem that says so. A megabyte holds about 5,000 datapoints of a metric stream.
  package var findings: Int
  /// Bytes of a signal's id. A longer one is refused: cut off, two facts could share it.
  package var signalIDBytes: Int

  package init(
    json: JSONLimits = JSONLimits(), envelopes: Int = 8, findings: Int = 10_000, signalIDBytes: Int = 2048
  ) {
    self.json = json
    self.envelopes = envelopes
    self.findings = findings
    self.signalIDBytes = signalIDBytes
  }
}
