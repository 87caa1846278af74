/// When a trigger's plan may start.
///
/// | state | input | event | next state |
/// | --- | --- | --- | --- |
/// | clear | conditionMet | held | holding |
/// | clear | conditionUnmet | - | clear |
/// | clear | holdElapsed | - | clear |
/// | clear | guardBlocked | - | clear |
/// | clear | executionEnded | - | clear |
/// | clear | coolDownElapsed | - | clear |
/// | clear | rearmAsked | - | clear |
/// | clear | acknowledgeAsked | - | clear |
/// | holding | conditionMet | held or - | holding |
/// | holding | conditionUnmet | released | clear |
/// | holding | holdElapsed | fired | firing |
/// | holding | guardBlocked | suppressed | suppressed |
/// | holding | executionEnded | - | holding |
/// | holding | coolDownElapsed | - | holding |
/// | holding | rearmAsked | - | holding |
/// | holding | acknowledgeAsked | acknowledged | acknowledged |
/// | suppressed | conditionMet | held or - | holding or suppressed |
/// | suppressed | conditionUnmet | released | clear |
/// | suppressed | holdElapsed | fired | firing |
/// | suppressed | guardBlocked | suppressed or - | suppressed |
/// | suppressed | executionEnded | - | suppressed |
/// | suppressed | coolDownElapsed | - | suppressed |
/// | suppressed | rearmAsked | - | suppressed |
/// | suppressed | acknowledgeAsked | acknowledged | acknowledged |
/// | firing | conditionMet | - | firing |
/// | firing | conditionUnmet | - | firing |
/// | firing | holdElapsed | - | firing |
/// | firing | guardBlocked | - | firing |
/// | firing | executionEnded | cooled or cleared or acknowledged | coolingDown or clear or acknowledged |
/// | firing | coolDownElapsed | - | firing |
/// | firing | rearmAsked | - | firing |
/// | firing | acknowledgeAsked | - | firing |
/// | coolingDown | conditionMet | - | coolingDown |
/// | coolingDown | conditionUnmet | - | coolingDown |
/// | coolingDown | holdElapsed | - | coolingDown |
/// | coolingDown | guardBlocked | - | coolingDown |
/// | coolingDown | executionEnded | - | coolingDown |
/// | coolingDown | coolDownElapsed | cleared | clear |
/// | coolingDown | rearmAsked | cleared | clear |
/// | coolingDown | acknowledgeAsked | acknowledged | acknowledged |
/// | acknowledged | conditionMet | - | acknowledged |
/// | acknowledged | conditionUnmet | cleared | clear |
/// | acknowledged | holdElapsed | - | acknowledged |
/// | acknowledged | guardBlocked | - | acknowledged |
/// | acknowledged | executionEnded | - | acknowledged |
/// | acknowledged | coolDownElapsed | - | acknowledged |
/// | acknowledged | rearmAsked | cleared | clear |
/// | acknowledged | acknowledgeAsked | - | acknowledged |
///
/// `holdElapsed` is given when the condition has held without a break and every guard lets it pass; `guardBlocked`
/// when a guard does not. A suppressed trigger is asked again at every turn and fires by itself once nothing stops it;
/// blocked by another guard than before it is suppressed anew (the event says by which). A condition that holds since a
/// later time than was known holds anew: the hold-down begins again.
package struct TriggerMachine: Codable, Hashable, Sendable {
  package enum State: Codable, Hashable, Sendable {
    /// To holding.
    case clear
    /// To firing, suppressed, acknowledged, or back to clear.
    case holding(since: Instant)
    /// To firing, acknowledged or clear.
    case suppressed(since: Instant, by: Block)
    /// To cooling down.
    case firing(ExecutionID)
    /// To clear.
    case coolingDown(until: Instant)
    /// A person has seen it and wants nothing done. To clear, when the condition ends.
    case acknowledged(by: String)
  }

  package enum Input: Hashable, Sendable {
    case conditionMet(Instant)
    case conditionUnmet
    case holdElapsed(ExecutionID)
    case guardBlocked(Block)
    case executionEnded(Ending)
    case coolDownElapsed
    /// Nothing is wanted until the condition ends.
    case acknowledgeAsked(by: String)
    case rearmAsked
  }

  /// What the execution left behind that the trigger had started.
  package enum Ending: Hashable, Sendable {
    /// It changed something outside.
    case changed(coolDownUntil: Instant)
    /// It changed nothing, since a person did not want it.
    case denied(by: String)
    /// It changed nothing.
    case unchanged
  }

  package enum Event: Hashable, Sendable {
    case held(since: Instant)
    case released
    case suppressed(by: Block)
    case fired(ExecutionID)
    case cooled(until: Instant)
    case cleared
    case acknowledged(by: String)
  }

  package private(set) var state: State = .clear

  package init() {}

  /// What `input` means in this state; nil where it means nothing.
  package func decide(_ input: Input) -> Event? {
    switch (state, input) {
    case (.clear, .conditionMet(let instant)): .held(since: instant)
    case (.clear, .conditionUnmet), (.clear, .holdElapsed), (.clear, .guardBlocked),
      (.clear, .executionEnded),
      (.clear, .coolDownElapsed), (.clear, .acknowledgeAsked), (.clear, .rearmAsked):
      nil

    case (.holding, .conditionUnmet): .released
    case (.holding, .holdElapsed(let execution)): .fired(execution)
    case (.holding, .guardBlocked(let block)): .suppressed(by: block)
    case (.holding, .acknowledgeAsked(let person)): .acknowledged(by: person)
    case (.holding(let known), .conditionMet(let since)): since > known ? .held(since: since) : nil
    case (.holding, .executionEnded), (.holding, .coolDownElapsed), (.holding, .rearmAsked): nil

    case (.suppressed, .conditionUnmet): .released
    case (.suppressed, .holdElapsed(let execution)): .fired(execution)
    case (.suppressed(_, let known), .guardBlocked(let block)):
      known.guardName == block.guardName ? nil : .suppressed(by: block)
    case (.suppressed, .acknowledgeAsked(let person)): .acknowledged(by: person)
    case (.suppressed(let known, _), .conditionMet(let since)): since > known ? .held(since: since) : nil
    case (.suppressed, .executionEnded), (.suppressed, .coolDownElapsed), (.suppressed, .rearmAsked): nil

    case (.firing, .executionEnded(.changed(let until))): .cooled(until: until)
    case (.firing, .executionEnded(.denied(let person))): .acknowledged(by: person)
    case (.firing, .executionEnded(.unchanged)): .cleared
    case (.firing, .conditionMet), (.firing, .conditionUnmet), (.firing, .holdElapsed),
      (.firing, .guardBlocked),
      (.firing, .coolDownElapsed), (.firing, .acknowledgeAsked), (.firing, .rearmAsked):
      nil

    case (.coolingDown, .coolDownElapsed), (.coolingDown, .rearmAsked): .cleared
    case (.coolingDown, .acknowledgeAsked(let person)): .acknowledged(by: person)
    case (.coolingDown, .conditionMet), (.coolingDown, .conditionUnmet), (.coolingDown, .holdElapsed),
      (.coolingDown, .guardBlocked), (.coolingDown, .executionEnded):
      nil

    case (.acknowledged, .conditionUnmet), (.acknowledged, .rearmAsked): .cleared
    case (.acknowledged, .conditionMet), (.acknowledged, .holdElapsed), (.acknowledged, .guardBlocked),
      (.acknowledged, .executionEnded), (.acknowledged, .coolDownElapsed), (.acknowledged, .acknowledgeAsked):
      nil
    }
  }

  mutating func apply(_ event: Event) {
    switch event {
    case .held(let since): state = .holding(since: since)
    case .released, .cleared: state = .clear
    case .suppressed(let block): state = .suppressed(since: heldSince ?? block.at, by: block)
    case .fired(let execution): state = .firing(execution)
    case .cooled(let until): state = .coolingDown(until: until)
    case .acknowledged(let person): state = .acknowledged(by: person)
    }
  }

  /// Since when the condition has held; nil where nothing waits for it.
  package var heldSince: Instant? {
    switch state {
    case .holding(let since), .suppressed(let since, _): since
    case .clear, .firing, .coolingDown, .acknowledged: nil
    }
  }
}
