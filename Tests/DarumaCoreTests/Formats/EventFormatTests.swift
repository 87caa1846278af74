import Testing

@testable import DarumaCore

@Suite("Events are kept for ever")
struct EventFormatTests {
  private static func event(_ body: EventBody, cause: SignalID? = "s-1") -> Event {
    Event(application: "kaigo-subsys", sequence: 7, at: .at("03:05"), cause: cause, body: body)
  }

  @Test("every known type has a sample, and every sample is of a known type")
  func samples() {
    #expect(Set(EventSamples.all.map(\.type)).sorted() == EventBody.knownTypes)
  }

  @Test("the list of types is as it always was: a type that is gone could not be read any more")
  func types() {
    let types = """
      catalog.application-declared catalog.application-withdrawn command.accepted command.automation-paused command.automation-resumed
      command.finding-cleared command.guard-overridden command.rearmed command.reconciliation-asked command.refused
      command.rejected
      command.taken effect.called-off effect.done effect.failed effect.lost effect.sent failover.execution-aborted failover.execution-approval-requested
      failover.execution-approved failover.execution-began failover.execution-denied failover.execution-failed
      failover.execution-paused failover.execution-resumed failover.execution-started
      failover.execution-step-paused failover.execution-stopping failover.execution-succeeded failover.execution-verification-began
      failover.notice-due failover.notice-failed failover.notice-sent failover.step-adopted
      failover.step-attempt-failed failover.step-failed failover.step-ready failover.step-skipped
      failover.step-started failover.step-stopped failover.step-succeeded failover.trigger-acknowledged failover.trigger-cleared
      failover.trigger-cooled failover.trigger-fired failover.trigger-held failover.trigger-released
      failover.trigger-suppressed failover.verification-due failover.verification-failed
      failover.verification-passed notice.due notice.told observation.caller-changed observation.future-forgotten observation.journal-accepted
      observation.plan-readiness-changed observation.plan-readiness-turned
      observation.readiness-changed observation.readiness-overdue observation.records-lost observation.source-fell-silent observation.source-spoke-again
      observation.word-given observation.word-withdrawn observed.alarm-changed observed.backup-progressed
      observed.command-given observed.health-noticed observed.key-changed observed.listing-completed
      observed.recovery-point-copied
      observed.recovery-point-removed observed.recovery-point-scanned observed.recovery-point-taken
      observed.replication-faulted observed.replication-measured observed.resource-changed
      observed.resource-described observed.restore-progressed observed.source-spoke observed.threat-found observed.zone-shifted
      placement.arrived placement.departed placement.lost placement.stayed placement.told
      protection.application-exposure-changed protection.compliance-changed protection.exposure-changed
      protection.past-forgotten protection.point-bound protection.unowned-resource-seen
      """
    let known = types.split { $0 == " " || $0 == "\n" }.map { EventType("\($0).v\(Self.versions[String($0)] ?? 1)") }
    #expect(EventBody.knownTypes == known)
  }

  /// Types that have had a version before.
  private static let versions = [
    "catalog.application-declared": 2, "failover.execution-approval-requested": 2, "failover.execution-started": 3,
    "failover.notice-due": 2, "failover.step-started": 2, "failover.verification-due": 2, "notice.due": 2,
    "protection.exposure-changed": 2,
  ]

  @Test("each type survives writing and reading", arguments: EventSamples.all)
  func roundTrip(body: EventBody) throws {
    for event in [Self.event(body), Self.event(body, cause: nil)] {
      #expect(try JSONText.read(JSONText.of(event)) == event)
    }
    #expect(
      try JSONText.fields(of: Self.event(body)) == ["application", "sequence", "type", "at", "cause", "data"])
  }

  @Test("an unknown type is refused with a word about newer versions")
  func unknown() throws {
    let text = try JSONText.of(Self.event(.observation(.readinessChanged(.current))))
      .replacing("readiness-changed.v1", with: "readiness-changed.v2")
    let error = #expect(throws: DecodingError.self) { try JSONText.read(text, as: Event.self) }
    #expect(error.debugDescription.contains("unknown event type observation.readiness-changed.v2"))
  }

  @Test("data that lacks a field is refused", arguments: EventSamples.all)
  func lacking(body: EventBody) {
    let text = """
      {"application":"kaigo-subsys","at":"2026-11-24T03:05:00Z","data":{},"sequence":7,"type":"\(body.type)"}
      """
    #expect(throws: DecodingError.self) { try JSONText.read(text, as: Event.self) }
  }

  @Test("each says in one sentence what happened", arguments: EventSamples.all)
  func sentence(body: EventBody) {
    let sentence = Self.event(body).sentence
    #expect(!sentence.isEmpty && !sentence.contains("\n") && !sentence.contains("Optional("))
  }

  @Test(
    "a name becomes words with hyphens",
    arguments: [("recoveryPointTaken", "recovery-point-taken"), ("held", "held"), ("", ""), ("aBC", "a-b-c")])
  func kebabs(name: String, words: String) {
    #expect(kebab(name) == words)
  }
}
