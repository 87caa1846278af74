import DarumaCore

/// Collects what is wrong with one file. A class, because every part of one reading adds to the same list.
package final class Findings {
  /// Problems that are shown of one file; the rest is counted.
  static let mostShown = 100

  let file: String
  /// Fit for automatic action is asked for: warnings are errors.
  let strict: Bool
  /// The actions that the file may name.
  let actions: ActionTable
  private var shown: [Diagnostic] = []
  private var hidden = 0
  /// All problems so far, whether shown or not.
  var count: Int { shown.count + hidden }
  private(set) var hasErrors = false
  /// Every region and every ARN that was read, wherever it stands: what holds for all of them is checked in one place.
  private(set) var regions: [Located<Region>] = []
  private(set) var arns: [Located<ARN>] = []

  init(file: String, strict: Bool, actions: ActionTable = ActionTable([])) {
    self.file = file
    self.strict = strict
    self.actions = actions
  }

  func note(_ region: Region, at place: Place) { regions.append(Located(value: region, place: place)) }

  func note(_ arn: ARN, at place: Place) { arns.append(Located(value: arn, place: place)) }

  /// Message and remedy are only made where they are shown: near misses cost time.
  package func report(
    _ code: DiagnosticCode, at place: Place, _ message: @autoclosure () -> String,
    remedy: @autoclosure () -> String
  ) {
    let severity = strict ? .error : code.severity
    if severity == .error { hasErrors = true }
    guard shown.count < Self.mostShown else {
      hidden += 1
      return
    }
    shown.append(
      Diagnostic(
        file: file, place: place, code: code, severity: severity, message: message(), remedy: remedy()))
  }

  /// In the order of the file; last, how many are not shown.
  var diagnostics: [Diagnostic] {
    var all = shown.enumerated()
      .sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element)
    if hidden > 0 {
      all.append(
        Diagnostic(
          file: file, place: all.last?.place ?? .start, code: .tooManyProblems,
          severity: hasErrors ? .error : .warning, message: "\(hidden) more problems are not shown",
          remedy: "mend the first \(Self.mostShown) and validate again"))
    }
    return all
  }
}
