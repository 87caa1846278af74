/// From where the application is served.
///
/// | state | input | event | next state |
/// | --- | --- | --- | --- |
/// | primary | cutOverBegan | departed | moving |
/// | primary | personSaid | told or told | primary or recovery |
/// | primary | doubted | lost | unknown |
/// | recovery | cutOverBegan | departed | moving |
/// | recovery | personSaid | told or told | primary or recovery |
/// | recovery | doubted | lost | unknown |
/// | moving | cutOverDone | arrived or arrived | primary or recovery |
/// | moving | cutOverMissed | stayed or stayed | primary or recovery |
/// | moving | doubted | lost | unknown |
/// | unknown | cutOverBegan | departed | moving |
/// | unknown | personSaid | told or told | primary or recovery |
///
/// In every other pair nothing happens. It moves with the first cut-over that is sent, never before. What became of the
/// cut-over decides where it arrives; where that can't be told it is unknown, and only a person's word leads out of
/// that (a failover does not begin there: its guard says so).
package struct PlacementMachine: Codable, Hashable, Sendable {
  package enum Place: Codable, Hashable, Sendable {
    case primary
    case recovery(Region)
  }

  package enum State: Codable, Hashable, Sendable {
    case primary
    case moving(ExecutionID, from: Place)
    case recovery(Region, since: Instant)
    case unknown(reason: String, since: Instant)
  }

  package enum Input: Hashable, Sendable {
    case cutOverBegan(ExecutionID)
    case cutOverDone(Place)
    case cutOverMissed
    case doubted(reason: String)
    case personSaid(Place, by: String)
  }

  package enum Event: Hashable, Sendable {
    case departed(ExecutionID)
    case arrived(Place)
    case stayed(Place)
    case lost(reason: String)
    case told(Place, by: String)
  }

  package private(set) var state: State = .primary
  /// The execution that last moved the users, or tried to.
  package private(set) var mover: ExecutionID?

  package init() {}

  /// What `input` means in this state; nil where it means nothing.
  package func decide(_ input: Input) -> Event? {
    switch (state, input) {
    case (.primary, .cutOverBegan(let execution)), (.recovery, .cutOverBegan(let execution)),
      (.unknown, .cutOverBegan(let execution)):
      .departed(execution)
    case (.moving, .cutOverDone(let place)): .arrived(place)
    case (.moving(_, let from), .cutOverMissed): .stayed(from)
    case (.primary, .doubted(let reason)), (.recovery, .doubted(let reason)), (.moving, .doubted(let reason)):
      .lost(reason: reason)
    case (.primary, .personSaid(let place, let person)), (.recovery, .personSaid(let place, let person)),
      (.unknown, .personSaid(let place, let person)):
      .told(place, by: person)
    case (.primary, .cutOverDone), (.primary, .cutOverMissed), (.recovery, .cutOverDone), (.recovery, .cutOverMissed),
      (.moving, .cutOverBegan), (.moving, .personSaid), (.unknown, .cutOverDone), (.unknown, .cutOverMissed),
      (.unknown, .doubted):
      nil
    }
  }

  mutating func apply(_ event: Event, at now: Instant) {
    switch event {
    case .departed(let execution):
      state = .moving(execution, from: place ?? .primary)
      mover = execution
    case .arrived(let place), .told(let place, _): state = State(place, since: now)
    case .stayed(let place): state = State(place, since: now)
    case .lost(let reason): state = .unknown(reason: reason, since: now)
    }
  }

  /// Where it is served from; nil while that moves or is not known.
  package var place: Place? {
    switch state {
    case .primary: .primary
    case .recovery(let region, _): .recovery(region)
    case .moving, .unknown: nil
    }
  }

  package var isPrimary: Bool { place == .primary }

  package var isUnknown: Bool {
    if case .unknown = state { true } else { false }
  }

  /// For people: `served from us-west-2 since …`.
  package func words(_ regions: Regions) -> String {
    switch state {
    case .primary: "served from \(regions.primary)"
    case .moving(let execution, _): "being moved by execution \(execution)"
    case .recovery(let region, let since): "served from \(region) since \(since)"
    case .unknown(let reason, let since): "served from where nobody knows, since \(since): \(reason)"
    }
  }
}

extension PlacementMachine.State {
  fileprivate init(_ place: PlacementMachine.Place, since now: Instant) {
    self =
      switch place {
      case .primary: .primary
      case .recovery(let region): .recovery(region, since: now)
      }
  }
}
