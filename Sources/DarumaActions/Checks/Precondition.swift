internal import DarumaAWS
internal import DarumaCore

/// Something that must be so before an action can succeed, and the look that tells: a snapshot that is available, a subnet
/// group of that name. It is never more than looked at.
package struct Precondition: Sendable {
  /// What is looked at, for people: `subnet group kaigo-dr-db`.
  package var subject: String
  var call: AWSCall
  /// Codes of faults by which the service says that it is not there.
  var saysMissing: Set<String>
  /// What a person does where it is not so.
  package var remedy: String
  /// Why it is not so, by the answer; nil where it is.
  var unmet: @Sendable (Document) -> String?

  /// - Parameters:
  ///   - call: One that only reads.
  ///   - unmet: Half a sentence, such as `is creating`; nil where all is well.
  init(
    _ subject: String, _ call: AWSCall, missing: Set<String> = [], remedy: String,
    unmet: @escaping @Sendable (Document) -> String?
  ) {
    precondition(call.repetition == .reads, "\(call) changes something, and a check never does")
    self.subject = subject
    self.call = call
    saysMissing = missing
    self.remedy = remedy
    self.unmet = unmet
  }
}
