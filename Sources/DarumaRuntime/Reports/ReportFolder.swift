package import DarumaCore
import DarumaJournal
import Foundation

/// Where reports are written: `<execution>.md` and `<execution>.json`, each replaced as a whole.
package struct ReportFolder: Sendable {
  private let path: String

  package init(path: String) { self.path = path }

  /// Writes both files, and makes the folder where it does not exist.
  ///
  /// - Returns: The path of the Markdown file.
  /// - Throws: What the file system answers.
  @discardableResult
  package func write(_ report: Report) throws -> String {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let base = URL(fileURLWithPath: path).appendingPathComponent(report.execution.rawValue)
    let text = base.appendingPathExtension("md")
    try Data(ReportText.markdown(report).utf8).write(to: text, options: .atomic)
    try Data(CanonicalJSON.encode(report)).write(to: base.appendingPathExtension("json"), options: .atomic)
    return text.path
  }
}
