import Synchronization

/// Labels of reports.
final class ReportLabels: Sendable {
  private let all = Mutex<[String]>([])

  func add(_ label: String) { all.withLock { $0.append(label) } }
  var labels: [String] { all.withLock(\.self) }
}
