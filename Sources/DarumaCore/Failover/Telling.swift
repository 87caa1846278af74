/// A fact that people are told of, once.
package enum Telling: Codable, Hashable, Sendable {
  case approvalRequested(ExecutionID, round: Int)
  case began(ExecutionID)
  case usersMoved(ExecutionID)
  case stepPaused(ExecutionID, StepID, attempt: Int, Failure)
  /// A person is to do what a step is about.
  case stepAsked(ExecutionID, StepID, attempt: Int)
  case ended(ExecutionID)
  case suppressed(TriggerName, Block)
  case placementUnknown(reason: String, since: Instant)
  case placementTold(PlacementMachine.Place, by: String, at: Instant)
  case effectUnknown(EffectID, Failure)
  /// The first one of its kind within an hour (``ToldRejections``); `untold`: those that people were not told of before it.
  case commandRejected(SignalID, CommandGiven, reason: String, untold: UntoldRejections? = nil)
  /// The same for what no operator signed.
  case strangerRefused(CommandGiven, reason: String, at: Instant, untold: UntoldRejections? = nil)
  /// What was rejected after people were told, and nothing since (``ToldRejections``).
  case rejectionsUntold(UntoldRejections, at: Instant)
  case overridden(GuardOverride)
  case paused(by: String, at: Instant)
  case cannotHear(since: Instant, words: String)
  case withdrawn(by: String, at: Instant)
  case journalAccepted(JournalAcceptance)
  case recordsLost(RecordsLost, at: Instant)
  case callerChanged(Caller, at: Instant)
  case planTurned(PlanTurn, at: Instant)

  /// What it is known by in the id of a message: the same fact, the same subject.
  package var subject: String {
    switch self {
    case .approvalRequested(_, let round): "approval-\(round)"
    case .began: "began"
    case .usersMoved: "moved"
    case .stepPaused(_, let step, let attempt, _): "paused-\(step)-\(attempt)"
    case .stepAsked(_, let step, let attempt): "asked-\(step)-\(attempt)"
    case .ended: "ended"
    case .suppressed(let trigger, let block): "held-\(trigger)-\(block.guardName.rawValue)-\(block.at.compact)"
    case .placementUnknown(_, let since): "placement-unknown-\(since.compact)"
    case .placementTold(_, _, let at): "placement-told-\(at.compact)"
    case .effectUnknown(let effect, _):
      "unknown-\(effect.rawValue.split(separator: "/").dropFirst().joined(separator: "-"))"
    case .commandRejected(let signal, _, _, _): "rejected-\(signal)"
    case .strangerRefused(_, _, let at, _):
      "refused-\(Instant(milliseconds: at.milliseconds / Span.hours(1).milliseconds * Span.hours(1).milliseconds).compact)"
    case .rejectionsUntold(_, let at): "rejections-\(at.compact)"
    case .overridden(let override): "overridden-\(override.guardName.rawValue)-\(override.at.compact)"
    case .paused(_, let at): "automation-paused-\(at.compact)"
    case .cannotHear(let since, _): "deaf-\(since.compact)"
    case .withdrawn(_, let at): "withdrawn-\(at.compact)"
    case .recordsLost(let lost, let at): "records-lost-\(lost.topic)-\(lost.partition)-\(at.compact)"
    case .callerChanged(_, let at): "caller-\(at.compact)"
    case .planTurned(let turn, let at): "plan-\(turn.plan)-\(turn.isReady ? "ready" : "not-ready")-\(at.compact)"
    case .journalAccepted(let acceptance): "journal-accepted-\(acceptance.at.compact)"
    }
  }

  /// What it is known by in its application.
  fileprivate var name: String { (execution.map { "\($0)/" } ?? "") + subject }

  /// The execution that it is about; nil where it is about the application.
  package var execution: ExecutionID? {
    switch self {
    case .approvalRequested(let id, _), .began(let id), .usersMoved(let id), .stepPaused(let id, _, _, _),
      .stepAsked(let id, _, _), .ended(let id):
      id
    case .effectUnknown(let effect, _):
      effect.rawValue.split(separator: "/").first.map { ExecutionID(String($0)) }
    case .suppressed, .placementUnknown, .placementTold, .commandRejected, .strangerRefused, .rejectionsUntold,
      .overridden, .paused,
      .cannotHear,
      .withdrawn, .journalAccepted, .recordsLost, .callerChanged, .planTurned:
      nil
    }
  }
}

/// The facts that people are to be told of and have not been.
package struct Untold: Codable, Hashable, Sendable {
  package struct Item: Codable, Hashable, Sendable {
    package var telling: Telling
    /// How many of those who are to be told have a message on the way.
    package var told = 0
  }

  package private(set) var items: [Item] = []
  /// What was told of last, by what it is known by: the same fact again is no news.
  private var recent: [String] = []

  /// Facts that wait at the most: beyond it the oldest are given up. Each turn tells all that wait, so that this is
  /// reached only where nobody can be told.
  static let most = 200
  /// How much is remembered of what was told.
  static let mostRecent = 200

  init() {}

  mutating func add(_ telling: Telling) {
    let name = telling.name
    guard !items.contains(where: { $0.telling.name == name }), !recent.contains(name) else { return }
    items.append(Item(telling: telling))
    if items.count > Self.most { items.removeFirst(items.count - Self.most) }
  }

  mutating func count(_ telling: Telling) {
    guard let place = items.firstIndex(where: { $0.telling == telling }) else { return }
    items[place].told += 1
  }

  mutating func remove(_ telling: Telling) {
    items.removeAll { $0.telling == telling }
    recent.append(telling.name)
    if recent.count > Self.mostRecent { recent.removeFirst(recent.count - Self.mostRecent) }
  }
}
