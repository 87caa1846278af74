internal import DarumaAWS
internal import DarumaCore

/// What became of the jobs of AWS Backup that answer for a step. None of them says for which effect it was started, so those
/// count that fit, and that began when the execution had begun.
struct BackupJobs {
  /// Clocks that differ by less than this are taken to agree.
  private static let allowance = Span.minutes(1)

  /// The newest first.
  private var failures: [(at: Instant, words: String)] = []
  private var underway: String?
  private var done: [String: String]?

  /// From when on a job may be the step's.
  static func since(_ arguments: Arguments) throws(CloudFault) -> Instant {
    guard let instant = Instant(rfc3339: try arguments.text(since)) else { throw arguments.fault(since, "is no time") }
    return instant
  }

  /// The parameter with that moment.
  static let since = "since"
  static let beginning = Document.blank(.before(allowance))

  static func createdAt(_ job: Document, _ id: String) throws(CloudFault) -> Instant {
    guard let created = job["CreationDate"]?.secondsSince1970 else {
      throw .unreadable(.backup, "does not say when job \(id) was started")
    }
    return created
  }

  /// `, 40%`: how far a job is, in tens, so that whoever is told of it is not told a hundred times. Empty where nothing is
  /// said of it, or no number.
  static func progress(of job: Document) -> String {
    guard let said = job["PercentDone"]?.text, let percent = Int(said.prefix { $0.isASCII && $0.isNumber }),
      (0...100).contains(percent)
    else { return "" }
    return ", \(percent / 10 * 10)%"
  }

  mutating func isDone(_ outputs: [String: String]) { done = done ?? outputs }

  mutating func isUnderway(_ words: String) { underway = underway ?? words }

  mutating func failed(_ words: String, at instant: Instant) { failures.append((instant, words)) }

  /// Each attempt starts one job at the most: as long as fewer have failed than there were attempts, this one's has not.
  ///
  /// - Parameter what: `backup`.
  func judge(_ what: String, _ at: ActionPlace) -> Observation {
    if let done { return .done(outputs: done, by: .unknown) }
    if let underway { return .inProgress(underway) }
    guard failures.count >= at.effect.attempt, let last = failures.max(by: { $0.at < $1.at }) else { return .absent }
    return .broken(
      Failure(
        code: "backup.\(what)-failed",
        message: "\(last.words) in \(at.region). Another attempt starts another job.", isRetriable: true))
  }
}
