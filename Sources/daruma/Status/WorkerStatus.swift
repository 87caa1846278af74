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
  /// Whose credentials it has, as STS last answered it.
  var accounts: [Account]
  /// The same for people, or that it is not known; missing where no application asks for an account.
  var credentials: String?
  /// Why what is told may not be the newest: the journal is behind its head, or that can't be read. Missing where it is.
  var journalDoubt: String?
  /// What is wrong where the disk of the journal is full or nearly so; missing where it is not.
  var diskFault: String?

  /// Reads the lock of the journal at `path`, which is on this host or on a volume that carries its locks.
  ///
  /// - Parameter doubt: Why the journal may not be the newest.
  static func read(_ path: String, _ state: State, _ doubt: String?, at now: Instant) -> WorkerStatus {
    var status = WorkerStatus(
      isHeld: JournalLock.isHeld(ofJournal: path), JournalLock.holder(ofJournal: path), at: now)
    let asking = state.applications.values.filter { $0.account != nil }
    status.accounts = Set(asking.compactMap { $0.caller?.account }).sorted()
    status.credentials = asking.isEmpty ? nil : words(ofCallers: asking.map(\.caller))
    status.journalDoubt = doubt
    status.diskFault = JournalSpace.fault(ofJournal: JournalPlace(path).path)
    return status
  }

  /// Of all applications: whose credentials each was told of.
  private static func words(ofCallers callers: [Caller?]) -> String {
    let known = callers.compactMap(\.self)
    let accounts = Set(known.compactMap(\.account)).sorted().map(\.rawValue)
    var words = accounts.isEmpty ? [] : ["credentials of account \(accounts.joined(separator: ", "))"]
    if known.contains(where: { $0.standing == .unusable }) { words.append("without credentials that AWS accepts") }
    if known.contains(where: { $0.standing == .unreachable }) || known.isEmpty
      || known.count < callers.count && words.isEmpty
    {
      words.append("whose credentials it has is not known")
    }
    return words.joined(separator: "; ")
  }

  init(isHeld: Bool?, _ holder: JournalLock.Holder?, at now: Instant) {
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
    // One that lies ahead has no age: the demonstration's clock is fast, or a clock was wrong.
    age = pulse.flatMap { $0.at <= now ? now - $0.at : nil }
    accounts = []
    if life == .alive, let pulse {
      readiness = pulse.readiness.name
      since = pulse.since
    }
    words = Self.words(life, holder, pulse, age)
  }

  var isAlive: Bool { life == .alive }

  /// Whether what the journal knows is all that there is to know.
  var isWell: Bool { isAlive && readiness == "current" && journalDoubt == nil && diskFault == nil }

  private static func words(_ life: Life, _ holder: JournalLock.Holder?, _ pulse: Pulse?, _ age: Span?) -> String {
    let name = holder.map { "worker \($0.worker)" } ?? "a worker"
    let process = holder.map { " (process \($0.pid), since \($0.since))" } ?? ""
    let last =
      pulse.map { pulse in
        ", last sign of life at \(pulse.at)" + (age.map { ", \($0.whole) ago" } ?? ", ahead of this host's clock")
      } ?? ""
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
