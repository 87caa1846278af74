import DarumaCore
import DarumaJournal

/// Whether a worker is at work on a journal, and what it has heard: what `daruma status` begins with.
struct WorkerStatus: Encodable {
  enum Life: String, Encodable {
    /// It holds the journal and gives signs of life.
    case alive
    /// It holds the journal and has given no sign of life for too long.
    case hung
    /// Nobody holds the journal.
    case dead
    /// Whether somebody holds it can't be told: the lock file may not be read.
    case unknown
  }

  var life: Life
  /// The one that holds it, or held it last; missing where none is known.
  var worker: String?
  var pid: Int32?
  var startedAt: Instant?
  /// The last sign of life.
  var heardAt: Instant?
  var age: Span?
  /// What it has heard: `catchingUp`, `current` or `deaf`; missing where it is not alive.
  var readiness: String?
  /// From when on it is current, or has not been.
  var since: Instant?
  /// The same for people.
  var words: String
  /// In whose account it works, as the application files say it.
  var accounts: [Account]

  /// Reads the lock of the journal at `path`, which is on this host or on a volume that carries its locks.
  static func read(_ path: String, _ state: State, at now: Instant) -> WorkerStatus {
    WorkerStatus(
      isHeld: JournalLock.isHeld(ofJournal: path), JournalLock.holder(ofJournal: path),
      accounts: Set(state.applications.values.compactMap { $0.catalog?.account }).sorted(), at: now)
  }

  init(isHeld: Bool?, _ holder: JournalLock.Holder?, accounts: [Account], at now: Instant) {
    let pulse = holder?.pulse
    life =
      switch isHeld {
      case nil: .unknown
      case false?: .dead
      case true?: pulse?.isStale(at: now) == true ? .hung : .alive
      }
    worker = holder?.worker
    pid = holder?.pid
    startedAt = holder?.since
    heardAt = pulse?.at
    age = pulse.map { max(.zero, now - $0.at) }
    self.accounts = accounts
    if life == .alive, let pulse {
      readiness = pulse.readiness.name
      since = pulse.since
    }
    words = Self.words(life, holder, pulse, age)
  }

  var isAlive: Bool { life == .alive }

  private static func words(_ life: Life, _ holder: JournalLock.Holder?, _ pulse: Pulse?, _ age: Span?) -> String {
    let name = holder.map { "worker \($0.worker)" } ?? "a worker"
    let process = holder.map { " (process \($0.pid), since \($0.since))" } ?? ""
    let last = pulse.map { ", last sign of life at \($0.at), \((age ?? .zero).whole) ago" } ?? ""
    switch life {
    case .alive: return "\(name) is alive\(process), " + (pulse.map(hearing) ?? "starting")
    case .hung:
      return "\(name) hangs\(process)\(last): it holds the journal and does nothing. Look at its log; then end the "
        + "process and start it again, nothing is lost by it"
    case .dead:
      guard let holder else { return "no worker is at work on this journal: nothing is watched, and nothing is done" }
      return
        "\(name) is dead (process \(holder.pid), started at \(holder.since)\(last)): nothing is watched, and nothing is "
        + "done. To start it: daruma run --config FILE"
    case .unknown: return "whether a worker is alive can't be told: the journal's lock file may not be read"
    }
  }

  private static func hearing(_ pulse: Pulse) -> String {
    switch pulse.readiness {
    case .current: "current since \(pulse.since): all that there was is heard"
    case .catchingUp: "catching up since \(pulse.since): nothing is begun until all that waits is heard"
    case .deaf(let reason, let parts):
      "deaf since \(pulse.since), nothing is begun: \(reason.words(to: parts))"
    }
  }
}

extension Readiness.Change {
  fileprivate var name: String {
    switch self {
    case .catchingUp: "catchingUp"
    case .current: "current"
    case .deaf: "deaf"
    }
  }
}
