import Foundation

/// The figures of one run.
struct ScaleReport: Encodable {
  var resources = 0
  var points = 0
  var applications = 0
  /// Resident, before the first event and after the last.
  var bytesBefore = 0
  var bytesAfter = 0
  var bytesPerPoint = 0.0
  var foldedPerSecond = 0.0
  /// The points that a fold led to, put into a bare dictionary of the standard library.
  var bareInsertsPerSecond = 0.0
  /// How much longer an event takes to fold than its point to be inserted there.
  var foldToBareInsert = 0.0
  /// Decisions of one application, on the word of a new copy.
  var decisionsPerSecond = 0.0
  var nextDeadlinesPerSecond = 0.0
  /// What resident memory grows by for each decision whose outcome is dropped.
  var bytesPerDecision = 0.0
  /// What each state costs that is kept beside the one it came from.
  var bytesPerSuccessor = 0.0

  static let mostBytesPerPoint = 1024.0
  /// Far above what one decision needs, far below the table of an application.
  static let mostBytesPerDecision = 8.0 * 1024
  static let mostBytesPerSuccessor = 256.0 * 1024

  var breaches: [String] {
    [
      (bytesPerPoint, Self.mostBytesPerPoint, "a point"),
      (bytesPerDecision, Self.mostBytesPerDecision, "a decision"),
      (bytesPerSuccessor, Self.mostBytesPerSuccessor, "a state kept beside its successor"),
    ].filter { $0.0 > $0.1 }.map { "\(Self.text($0.0)) bytes \($0.2), the limit is \(Self.text($0.1))" }
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  var text: String {
    """
    \(resources) resources, \(points) recovery points, \(applications) applications
    resident memory         \(bytesBefore >> 20) MiB before, \(bytesAfter >> 20) MiB after
    memory a point          \(Self.text(bytesPerPoint)) bytes (limit \(Self.text(Self.mostBytesPerPoint)))
    fold                    \(Self.text(foldedPerSecond)) events/s
    bare dictionary         \(Self.text(bareInsertsPerSecond)) inserts/s of the same points
    fold / bare insert      \(Self.text(foldToBareInsert)) times as long
    decide a new copy       \(Self.text(decisionsPerSecond))/s in one application
    next deadline           \(Self.text(nextDeadlinesPerSecond))/s of one application
    memory a decision       \(Self.text(bytesPerDecision)) bytes (limit \(Self.text(Self.mostBytesPerDecision)))
    memory a kept successor \(Self.text(bytesPerSuccessor)) bytes (limit \(Self.text(Self.mostBytesPerSuccessor)))
    """
  }

  /// Whole numbers from a hundred on, two places below.
  private static func text(_ number: Double) -> String {
    number >= 100 ? String(Int(number.rounded())) : String(format: "%.2f", number)
  }
}
