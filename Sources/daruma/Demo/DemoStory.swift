import DarumaCore
import DarumaJournal
import DarumaRuntime
import DarumaSimulation
import Synchronization

/// Tells the story line by line: what Daruma sees, decides and does.
final class DemoStory: Sendable {
  /// What others wait for.
  enum Moment: Sendable {
    case approvalAsked(Approval)
    case ended(Report)
  }

  private struct State {
    var isAsking = false
    /// What is told while a person is asked waits until the answer: nothing comes below a question.
    var waiting: [String] = []
    /// What was told last, so that the same is not told twice.
    var last = ""
  }

  /// One element a moment; there are a handful in a run.
  let moments: AsyncStream<Moment>
  let names: DemoNames
  private let happen: AsyncStream<Moment>.Continuation
  private let terminal: Terminal
  private let times: LocalTimes
  private let state = Mutex(State())

  init(terminal: Terminal, times: LocalTimes, names: DemoNames) {
    var terminal = terminal
    terminal.times = times
    self.terminal = terminal
    self.times = times
    self.names = names
    (moments, happen) = AsyncStream.makeStream(of: Moment.self, bufferingPolicy: .bufferingOldest(100))
  }

  /// Whether a person is being asked.
  var isAsking: Bool { state.withLock(\.isAsking) }

  func begin(at now: Instant) {
    say(
      terminal.styled(
        "A night at kaigo-subsys: us-east-1, recovering in us-west-2. Times are those of \(times.name(at: now)).", .bold
      ))
    say("Daruma reads the events from an embedded broker and calls a simulated AWS over real, signed HTTP.")
    say("")
  }

  func regionFell(at instant: Instant) { tell(instant, "world", terminal.styled("us-east-1 falls", .red)) }

  func workerKilled(_ process: Int32, at instant: Instant) {
    tell(
      instant, "kill -9",
      terminal.styled(
        "the worker (process \(process)) is killed: AWS has begun the restore, and its answer has not arrived", .red))
  }

  func workerStarted(_ process: Int32, at instant: Instant) {
    tell(
      instant, "world",
      terminal.styled("another worker starts (process \(process)), with nothing but the journal", .green))
  }

  func show(_ approval: Approval) {
    PendingApproval.lines(approval, terminal).forEach(say)
  }

  func approvesByItself(_ reason: String) {
    say("              " + terminal.styled("approved by itself: \(reason)", .yellow))
  }

  func nobodyAnswers(until end: Instant) {
    say(
      "              "
        + terminal.styled("nobody answers: the request is open until \(end), and then nothing is done", .yellow))
  }

  /// Holds back everything else while `body` asks.
  func whileAsking<Answer: Sendable>(_ body: (Terminal) async throws -> Answer) async throws -> Answer {
    state.withLock { $0.isAsking = true }
    defer {
      let waiting = state.withLock { state in
        defer { (state.isAsking, state.waiting) = (false, []) }
        return state.waiting
      }
      waiting.forEach(terminal.line)
    }
    return try await body(terminal)
  }

  func end(_ ending: DemoEnding) { ending.show(on: terminal) }

  /// - Parameter head: of the chain after the commit.
  func committed(_ commit: Commit, _ state: DarumaCore.State, _ entries: ExecutionEntries, head: RecordHash) {
    for event in commit.events where event.application != .none {
      if let (voice, style) = DemoVoice.of(event) {
        tell(event.at, voice, terminal.styled(DemoVoice.words(of: event), style))
      }
      guard case .execution(let id, let change) = event.body else { continue }
      if case .approvalRequested(let approval) = change { happen.yield(.approvalAsked(approval)) }
      guard change.isEnd, var report = state.applications[event.application].flatMap({ Report(id, of: $0) }) else {
        continue
      }
      report.history = ExecutionHistory(id, of: entries.entries(of: id))
      report.journal = Report.JournalMark(commit: commit.number, head: head.rawValue)
      report.version = Version.text
      happen.yield(.ended(report))
    }
  }

  func noted(_ note: DemoNote) {
    say("              " + terminal.styled("\(note.step): \(note.text)", .dim))
  }

  private func tell(_ instant: Instant, _ voice: String, _ text: String) {
    let clock = times.shown(instant).dropFirst(11).prefix(5)
    say(terminal.styled("\(clock) ", .dim) + terminal.styled(voice.padded(to: 7), .bold) + text)
  }

  private func say(_ line: String) {
    let line = names.shown(line)
    let isNow = state.withLock { state in
      guard line.isEmpty || line != state.last else { return false }
      state.last = line
      if state.isAsking { state.waiting.append(line) }
      return !state.isAsking
    }
    if isNow { terminal.line(line) }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width + 1 - count))
  }
}
