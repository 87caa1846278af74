/// Everything Daruma knows: the fold of the events of all applications, and nothing else.
package struct State: Sendable {
  package private(set) var applications: [ApplicationName: ApplicationState] = [:]
  private var points = PointIndex()

  package init() {}

  /// Folds one valid event. Never fails: what an event says has happened.
  package mutating func apply(_ event: Event) {
    let touched = touchedPoints(event)
    let known = event.body.forgets ? self.known(to: event.application) : nil
    applications[event.application, default: ApplicationState(name: event.application)].apply(event)
    guard event.application != .none, !touched.isEmpty || known != nil else { return }
    let present = self.known(to: event.application)
    for point in touched where present[point] != nil { points.insert(event.application, knowing: point) }
    guard let known else { return }
    for point in known.keys where present[point] == nil { points.remove(event.application, knowing: point) }
  }

  private func known(to application: ApplicationName) -> Table<RecoveryPointID, RecoveryPoint> {
    applications[application]?.projection.protection.points ?? Table()
  }

  /// The recovery points that the event may make known to its application.
  private func touchedPoints(_ event: Event) -> [RecoveryPointID] {
    switch event.body {
    case .observed(let signal): signal.recoveryPoints
    case .observation(.pointBound(let binding)): [binding.point.id]
    case .step(let id, let step, _):
      [applications[event.application]?.executions[id]?.restoredPoint(of: step)].compactMap(\.self)
    case .execution(let id, .succeeded):
      applications[event.application]?.executions[id]?.choices.map(\.point) ?? []
    case .catalog, .observation, .trigger, .executionStarted, .execution, .progress, .command, .effect, .placement,
      .notice:
      []
    }
  }

  /// The applications that know `point`, in order; without ``ApplicationName/none``, which keeps what names no resource.
  package func applications(knowing point: RecoveryPointID) -> [ApplicationName] {
    points.applications(knowing: point)
  }

  /// Those that know a recovery point of `resource`, in order.
  package func applications(holding resource: ARN) -> [ApplicationName] {
    applications.values.filter { !$0.projection.protection.points(of: resource).isEmpty }.map(\.name).sorted()
  }

  /// Every effect that is intended or sent and has no end yet, in order of id; without what is asked of nobody outside
  /// (``Awaited``), which no executor carries out.
  package var openEffects: [EffectRecord] {
    applications.values.flatMap(\.effects.open).filter { $0.effect.action.awaits == nil }.sorted {
      $0.effect.id < $1.effect.id
    }
  }

  package var pendingEffects: [Effect] { openEffects.map(\.effect) }

  /// When time alone will next change something; nil where nothing waits for it.
  package func nextDeadline(after now: Instant) -> Instant? {
    applications.values.compactMap { $0.nextDeadline(after: now) }.min()
  }

  /// The part that is a join of signals, the same whatever their order (invariant 1).
  package var projections: [ApplicationName: Projection] {
    applications.mapValues(\.projection.joined)
  }
}

extension State: Hashable {
  package static func == (left: State, right: State) -> Bool { left.applications == right.applications }

  package func hash(into hasher: inout Hasher) { hasher.combine(applications) }
}

extension State: Codable {
  private enum CodingKeys: String, CodingKey { case applications }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    applications = try fields.decode([ApplicationName: ApplicationState].self, forKey: .applications)
    for (name, application) in applications where name != .none {
      for point in application.projection.protection.points.keys { points.insert(name, knowing: point) }
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(applications, forKey: .applications)
  }
}

extension EventBody {
  fileprivate var forgets: Bool {
    if case .observation(.pastForgotten) = self { return true }
    return false
  }
}
