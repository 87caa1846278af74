import DarumaCore

/// Says beside a value which execution wrote it, so that an older plan never overwrites what a newer one wrote.
struct WriteMark {
  private static let beginning = "Written by Daruma: "

  /// `Written by Daruma: kaigo.20261124T034200Z.1/endpoint/1`.
  let text: String
  private let turn: Turn?

  init(_ effect: Effect) {
    text = Self.beginning + effect.id.rawValue
    turn = effect.execution.flatMap { Turn($0.rawValue) }
  }

  /// The execution that wrote what `text` stands beside, if it is newer than ours.
  func newerWriter(in text: String) -> String? {
    guard text.hasPrefix(Self.beginning) else { return nil }
    let writer = String(text.dropFirst(Self.beginning.count).prefix { $0 != "/" })
    guard let turn, let its = Turn(writer), turn < its else { return nil }
    return writer
  }

  /// When an execution began: `kaigo.20261124T034200Z.1`, of the application, the time, and a count.
  private struct Turn: Comparable {
    var start: String
    var count: Int

    init?(_ execution: String) {
      let parts = execution.split(separator: ".")
      guard parts.count >= 3, let count = Int(parts[parts.count - 1]) else { return nil }
      start = String(parts[parts.count - 2])
      self.count = count
    }

    static func < (one: Turn, other: Turn) -> Bool { (one.start, one.count) < (other.start, other.count) }
  }
}
