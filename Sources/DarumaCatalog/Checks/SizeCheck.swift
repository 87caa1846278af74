import DarumaCore
import Foundation

/// An application that is put in force becomes one event of the journal, which has to fit into one record.
package enum SizeCheck {
  /// Bytes of an application as JSON. Less than the journal has room for in one event, with what else stands there.
  package static let mostBytes = 800_000

  static func run(on application: Application, at place: Place, _ findings: Findings) {
    let bytes: Int
    do {
      bytes = try self.bytes(of: application)
    } catch {
      findings.report(
        .notUnderstood, at: place, "the application can't be written to the journal: \(error)",
        remedy: "report this file to Daruma's maintainers")
      return
    }
    guard bytes > mostBytes else { return }
    findings.report(
      .applicationTooLarge, at: place,
      "the application has \(bytes) bytes in the journal, \(application.resources.count) resources among them; "
        + "the limit is \(mostBytes)",
      remedy: "split it into several applications that fail over by themselves")
  }

  private static func bytes(of application: Application) throws -> Int {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(application).count
  }
}
