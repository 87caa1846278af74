import DarumaCore
import DarumaJournal
import DarumaRuntime
import DarumaSimulation
import Synchronization

/// Tells the story line by line: what Daruma sees, decides and does.
final class DemoStory: WorkerObserver {
  /// What others wait for.
  enum Moment: Sendable {
    case approvalAsked(Approval)
    case ended(Report)
  }

  /// One element a moment; there are a handful in a run.
  let moments: AsyncStream<Moment>
  private let happen: AsyncStream<Moment>.Continuation
  private let night: ReferenceNight
  private let terminal: Terminal
  private let asking = Mutex(false)

  init(night: ReferenceNight, terminal: Terminal) {
    self.night = night
    self.terminal = terminal
    (moments, happen) = AsyncStream.makeStream(of: Moment.self, bufferingPolicy: .bufferingOldest(100))
  }

  /// Whether a person is being asked.
  var isAsking: Bool { asking.withLock(\.self) }

  func begin() {
    terminal.line(
      terminal.styled("A night at kaigo-subsys: us-east-1, recovering in us-west-2. Times are UTC.", .bold))
    terminal.line(
      "Daruma reads the events from an embedded broker and calls a simulated AWS over real, signed HTTP.")
    terminal.line()
  }

  func regionFell(at instant: Instant) {
    tell(instant, "world", terminal.styled("us-east-1 falls", .red))
  }

  func approvesByItself(_ reason: String) {
    terminal.line("             " + terminal.styled("approved by itself: \(reason)", .yellow))
  }

  func end(_ report: Report, _ folder: DemoFolder) {
    terminal.line()
    for line in ReportText.markdown(report).split(separator: "\n", omittingEmptySubsequences: false) {
      terminal.line(line.hasPrefix("#") ? terminal.styled(String(line), .bold) : String(line))
    }
    if !folder.isTemporary { terminal.line("Kept: journal \(folder.journal), reports \(folder.reports)") }
  }

  func committed(_ commit: Commit, state: State) {
    for event in commit.events {
      guard let (voice, style) = voice(of: event) else { continue }
      tell(event.at, voice, terminal.styled(event.sentence, style))
      follow(event, state)
    }
  }

  func noted(_ note: EffectNote) {
    terminal.line(
      "             " + terminal.styled("\(note.effect.step?.rawValue ?? ""): \(note.text)", .dim))
  }

  func decided(_ decision: Decision) {
    for letter in decision.deadLetters {
      terminal.line("             " + terminal.styled("not handled: \(letter.reason)", .red))
    }
  }

  func claimed(number: Int64, positions: InputPositions) {}
  func claimsAnew(_ reason: JournalError) { terminal.line(terminal.styled("\(reason)", .red)) }
  func snapshotFailed(_ reason: JournalError) { terminal.line(terminal.styled("\(reason)", .red)) }

  private func follow(_ event: Event, _ state: State) {
    guard case .execution(let id, let change) = event.body else { return }
    switch change {
    case .approvalRequested(let approval):
      PendingApproval.show(approval, on: terminal)
      asking.withLock { $0 = true }
      happen.yield(.approvalAsked(approval))
    case .began, .approved: asking.withLock { $0 = false }
    case .succeeded, .failed, .denied, .aborted:
      asking.withLock { $0 = false }
      let report = state.applications[event.application].flatMap { Report(id, of: $0) }
      if let report { happen.yield(.ended(report)) }
    case .paused, .stepPaused, .resumed, .verificationBegan, .stopping: break
    }
  }

  private func tell(_ instant: Instant, _ voice: String, _ text: String) {
    let clock = instant.description.dropFirst(11).prefix(5)
    terminal.line(terminal.styled("\(clock) ", .dim) + terminal.styled(voice.padded(to: 7), .bold) + text)
  }

  /// Who speaks, and in which colour; nil for what would only repeat itself.
  private func voice(of event: Event) -> (String, Terminal.Style)? {
    switch event.body {
    case .observed(let signal):
      if case .sourceSpoke = signal.fact { return nil }
      if case .alarmChanged = signal.fact { return ("sees", .red) }
      return ("sees", .cyan)
    case .observation(.fellSilent): return ("sees", .red)
    case .observation(.pastForgotten): return nil
    case .observation(.complianceChanged(let change)) where change.began.isEmpty && change.ended.isEmpty: return nil
    case .observation, .catalog: return ("knows", .blue)
    // The step tells the same.
    case .effect(_, .sent), .effect(_, .done), .effect(_, .calledOff), .notice(.told), .command(.taken): return nil
    case .effect: return ("does", .red)
    case .placement: return ("knows", .yellow)
    case .notice: return ("tells", .cyan)
    case .trigger, .executionStarted, .command: return ("decides", .yellow)
    case .execution(_, .approvalRequested): return ("asks", .yellow)
    case .execution(_, .succeeded): return ("decides", .green)
    case .execution: return ("decides", .yellow)
    case .step(_, _, .ready): return nil
    case .step(_, _, .succeeded), .step(_, _, .adopted): return ("does", .green)
    case .step(_, _, .attemptFailed), .step(_, _, .failed): return ("does", .red)
    case .step, .progress: return ("does", .cyan)
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width + 1 - count))
  }
}
