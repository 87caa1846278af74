import DarumaActions
import DarumaCatalog
import DarumaCore
import DarumaFeeds
import DarumaJournal
import TestSupport
import Testing

@testable import DarumaRuntime

/// A worker's way from raw bytes to the state, with the application of the field cases.
struct FieldBench {
  /// The evening on which the cases are looked at.
  static let now = Instant(rfc3339: "2026-11-29T18:45:00Z") ?? Instant(milliseconds: 0)
  static let folder = "field"

  let lines: [String]
  let application: Application

  init(_ file: String, application: String = "app.yaml") throws {
    lines = try SharedCorpus.lines("\(Self.folder)/\(file)")
    try #require(!lines.isEmpty, "\(file) is empty")
    self.application = try Self.application("\(Self.folder)/\(application)")
  }

  init(lines: [String], application: String) throws {
    self.lines = lines
    self.application = try Self.application(application)
  }

  private static func application(_ file: String) throws -> Application {
    var bytes = try SharedCorpus.bytes(file)
    // A plan of a kind that is not run yet is refused, with its file; these inputs don't need it.
    let text = String(decoding: bytes, as: UTF8.self)
    if let drill = text.ranges(of: "\n  restore-test:\n    kind: drill").first {
      bytes = Array(text[..<drill.lowerBound].utf8) + [0x0A]
    }
    let reading = ApplicationFile.read(bytes, file: file)
    return try #require(reading.application, "\(reading.diagnostics)")
  }

  /// What the feeds make of each line.
  var decoded: [Decoded] {
    lines.enumerated().map { index, line in
      FeedDecoder().decode(
        RawRecord(
          value: Array(line.utf8)[...], origin: .line(file: "field", number: Int64(index + 1)), receivedAt: Self.now))
    }
  }

  /// The only fact of a line that is read without a problem.
  func signal(_ index: Int = 0) throws -> Signal {
    let decoded = decoded[index]
    try #require(decoded.problems.isEmpty, "\(decoded.problems)")
    return try #require(decoded.signals.first, "\(decoded.ignored)")
  }

  /// What a worker knows after the first `count` lines, taken in by `order`.
  func known(after count: Int? = nil, order: [Int]? = nil, at now: Instant = Self.now) async throws -> FieldView {
    let order = order ?? Array(0..<(count ?? lines.count))
    var bench = CutOff(at: now)
    try await bench.go([.declared([application]), .readiness(.current)])
    let taken = try await bench.go(.records(order.map { lines[$0] }, at: now))
    return FieldView(application: application, taken: taken, now: now)
  }

  /// Every order of the lines leads to the same projections.
  func checkEveryOrder() async throws {
    let text = try await known().text
    for order in Self.orders(of: lines.count).prefix(120) {
      #expect(try await known(order: order).text == text, "\(order)")
    }
  }

  private static func orders(of count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    return orders(of: count - 1).flatMap { order in
      (0...order.count).map { place in order[..<place] + [count - 1] + order[place...] }
    }
  }
}

/// What is known in the end.
struct FieldView {
  let application: Application
  let taken: CutOff.Taken
  let now: Instant

  var state: ApplicationState? { taken.state.applications[application.name] }
  var protection: Protection { state?.projection.protection ?? Protection() }
  var world: World { state?.projection.world ?? World() }
  var deadLetters: [DeadLetter] { taken.decision.deadLetters }
  var events: [Event] { taken.commits.flatMap(\.events) }

  var text: String {
    get throws { String(decoding: try CanonicalJSON.encode(taken.state.projections), as: UTF8.self) }
  }

  func resource(_ id: ResourceID) throws -> Resource {
    try #require(application.resources.first { $0.id == id })
  }

  func point(_ id: RecoveryPointID) throws -> RecoveryPoint { try #require(protection.point(id), "\(id) is unknown") }

  func restorability(_ id: RecoveryPointID, of resource: ResourceID) throws -> Restorability {
    protection.restorability(
      try point(id), for: application.target(of: try self.resource(resource)), at: now)
  }

  /// Whether it can be used at all, wherever.
  func isUsable(_ id: RecoveryPointID) throws -> Bool { protection.isUsable(try point(id), at: now) }

  func takenAt(_ id: RecoveryPointID) throws -> Instant? { protection.takenAt(try point(id)) }

  /// The one alarm of that name.
  func alarm(_ name: String) throws -> AlarmRecord {
    let records = world.alarms.values.filter { $0.name == name }
    try #require(records.count == 1, "\(records)")
    return try #require(records.first)
  }

  func breaches(_ requirement: Requirement, of resource: ResourceID) -> [Breach] {
    (state?.compliance[resource]?.breaches ?? []).filter { $0.requirement == requirement }
  }

  /// Whether anything of what came in left something that can be asked for.
  var leftSomething: Bool {
    !deadLetters.isEmpty || !taken.decision.ignored.isEmpty
      || events.contains { if case .observed = $0.body { true } else { false } }
  }
}

func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }
