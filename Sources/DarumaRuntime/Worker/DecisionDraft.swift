package import DarumaCore
import DarumaFeeds
import DarumaJournal

/// A decision in the making: the state as it will be, and entries, each of one application.
package struct DecisionDraft {
  package private(set) var state: State
  package private(set) var decision = Decision()
  private let machine: Machine
  private let refused: [DecisionSource: JournalError]
  let now: Instant
  private let heardUntil: Instant
  /// Since the last entry was closed: the events of each application, in the order in which they were first concerned.
  private var open: [(application: ApplicationName, events: [Event])] = []
  private var places: [ApplicationName: Int] = [:]

  package init(state: State, machine: Machine, now: Instant) {
    self.init(state: state, machine: machine, refused: [:], now: now, heardUntil: now)
  }

  init(
    state: State, machine: Machine, refused: [DecisionSource: JournalError], now: Instant, heardUntil: Instant
  ) {
    self.state = state
    self.machine = machine
    self.refused = refused
    self.now = now
    self.heardUntil = heardUntil
  }

  func refusal(of source: DecisionSource) -> JournalError? { refused[source] }

  /// Whether it led to any event.
  @discardableResult
  package mutating func give(_ input: Machine.Input, to name: ApplicationName) -> Bool {
    let application = state.applications[name] ?? ApplicationState(name: name)
    let events = machine.decide(application, input, at: now, heardUntil: heardUntil)
    guard !events.isEmpty else { return false }
    for event in events { state.apply(event) }
    let place = places[name] ?? open.count
    if place == open.count {
      places[name] = place
      open.append((name, []))
    }
    open[place].events += events
    return true
  }

  /// Gives a signal to each of `names`, in that order. Whoever is told of a recovery point that it does not know is first
  /// told what was heard of it before its resource was named.
  package mutating func deliver(_ signal: Signal, to names: [ApplicationName]) {
    var leavesEvent = false
    var isForgotten = false
    for name in names {
      bind(signal, to: name)
      if give(.signal(signal), to: name) {
        leavesEvent = true
      } else {
        isForgotten = isForgotten || state.applications[name]?.projection.protection.isForgotten(signal) ?? false
      }
    }
    if !leavesEvent { ignore(signal.reasonOfNoEvent(isForgotten: isForgotten), count: 1) }
  }

  /// The same for several that were found out together.
  mutating func deliver(_ signals: [Signal], to name: ApplicationName) {
    for signal in signals { bind(signal, to: name) }
    give(.listed(signals), to: name)
  }

  private mutating func bind(_ signal: Signal, to name: ApplicationName) {
    guard name != .none, !signal.recoveryPoints.isEmpty, let unbound = state.applications[.none]?.projection else {
      return
    }
    let known = state.applications[name]?.projection ?? Projection()
    let bindings = unbound.bindings(for: signal, unlessKnownTo: known)
    if !bindings.isEmpty { give(.bound(bindings, for: signal.id), to: name) }
  }

  /// Gives an input to every application, each in an entry of its own.
  mutating func giveAll(_ input: Machine.Input) {
    for name in state.applications.keys.sorted() { give(input, alone: name) }
  }

  /// Gives an input to one application, as an entry of its own. `what`: what it is, should it have to be left out.
  mutating func give(_ input: Machine.Input, alone name: ApplicationName, what: String? = nil) {
    let source = DecisionSource.application(name)
    if refused[source] == nil {
      give(input, to: name)
    } else {
      leaveOut(what ?? "what time, listening or an outcome means for application \(name)", source)
    }
    close(source, at: nil)
  }

  func owner(of effect: EffectID) -> ApplicationName? {
    state.applications.values.first { $0.effects[effect] != nil }?.name
  }

  /// One dead letter, whatever the number of problems; none where there are none.
  mutating func refuse(_ record: RawRecord, _ problems: [DeadLetter.Problem]) {
    guard !problems.isEmpty else { return }
    decision.deadLetters.append(
      DeadLetter(
        bytes: Array(record.value), key: record.key, headers: record.headers, origin: record.origin,
        problems: problems, at: now))
  }

  /// Of which nothing can be journaled; whoever sent it is told all the same.
  mutating func refuse(_ command: CommandGiven, _ signal: SignalID, _ reason: String) {
    decision.refusedCommands.append(
      Decision.RefusedCommand(signal: signal, command: command, reason: reason, at: now))
  }

  mutating func leaveOut(_ what: String, _ source: DecisionSource) {
    guard let reason = refused[source] else { return }
    decision.leftOut.append(Decision.LeftOut(what: what, reason: reason))
  }

  mutating func deferWithdrawal(of name: ApplicationName) { decision.withdrawnLater.append(name) }

  mutating func ignore(_ reason: String, count: Int) { decision.ignored[reason, default: 0] += count }

  /// Ends what belongs together: an entry for each application that was concerned, the position in the last. Nothing came
  /// of it, and there is a position: an entry that moves only that.
  mutating func close(_ source: DecisionSource, at position: InputPosition?) {
    if open.isEmpty, position != nil { open.append((.none, [])) }
    for (place, part) in open.enumerated() {
      let isLast = place == open.count - 1
      decision.entries.append(
        CommitEntry(events: part.events, inputs: isLast ? [position].compactMap(\.self) : []))
      decision.sources.append(source)
    }
    open = []
    places = [:]
  }
}
