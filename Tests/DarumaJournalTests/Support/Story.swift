import DarumaCore
import DarumaJournal

/// The simplest state: what was said, in order.
struct Story: Foldable {
  static let stateVersion = 1

  private(set) var told: [String] = []

  init() {}

  mutating func apply(_ event: Event) {
    if case .command(.automationPaused(let text)) = event.body { told.append(text) }
  }
}
