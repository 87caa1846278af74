package import DarumaCore
import DarumaJournal
import Foundation

/// Where reports are written: `<execution>.md` and `<execution>.json`, each replaced as a whole, and for
/// their owner alone.
package struct ReportFolder: Sendable {
  private let path: String

  package init(path: String) { self.path = path }

  /// Writes both files, and makes the folder where it does not exist.
  ///
  /// - Returns: The path of the Markdown file.
  /// - Throws: What the file system answers.
  @discardableResult
  package func write(_ report: Report) throws -> String {
    try PrivateFile.makeFolder(path)
    let base = URL(fileURLWithPath: path).appendingPathComponent(report.execution.rawValue)
    let text = base.appendingPathExtension("md")
    try PrivateFile.replace(text.path, with: Data(ReportText.markdown(report).utf8))
    try PrivateFile.replace(base.appendingPathExtension("json").path, with: Data(CanonicalJSON.encode(report)))
    return text.path
  }
}
