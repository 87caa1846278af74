import Foundation
import Glibc

/// Runs a program to its end and takes what it prints, within bounds of time and size. It leads a process group of its own,
/// so that all that it has started ends with it where it goes over them.
enum ProgramRun {
  static let longest: Duration = .seconds(60)
  static let mostBytes = 64 * 1024

  /// On a thread of its own: a program may take its time, and Swift's own threads may not.
  static func run(_ words: [String], longest: Duration = longest) async -> CredentialSurroundings.ProgramOutcome {
    await withCheckedContinuation { waiter in
      let thread = Thread { waiter.resume(returning: runNow(words, longest)) }
      thread.name = "daruma-program"
      thread.start()
    }
  }

  private static func runNow(_ words: [String], _ longest: Duration) -> CredentialSurroundings.ProgramOutcome {
    guard let name = words.first, !name.isEmpty else { return .failed(reason: "no program is named") }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return .failed(reason: "\(name) can't be started: \(reason(errno))") }
    let (output, input) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(output) }
    let started = start(words, output: input)
    close(input)
    let process: pid_t
    switch started {
    case .success(let id): process = id
    case .failure(let error):
      return .failed(
        reason: error.code == .ENOENT || error.code == .EACCES || error.code == .ENOEXEC
          ? "\(name) is not found, or is no program" : "\(name) can't be started: \(reason(error.code.rawValue))")
    }
    let end = ContinuousClock.now + longest
    // One that closes its output goes on as long as it likes.
    guard let bytes = read(output, until: end), let status = wait(for: process, until: end) else {
      kill(-process, SIGKILL)
      _ = wait(for: process, until: ContinuousClock.now + longestDying)
      return .failed(reason: "\(name) did not end within \(longest), or printed more than \(mostBytes) bytes")
    }
    switch (signal: status & 0x7F, exit: status >> 8 & 0xFF) {
    case (0, 0): return .printed(bytes)
    case (0, 127): return .failed(reason: "\(name) is not found, or is no program")
    case (0, let exit): return .failed(reason: "\(name) ended with status \(exit)")
    case (let signal, _): return .failed(reason: "\(name) was ended by signal \(signal)")
    }
  }

  /// For the system to take away what was killed.
  private static let longestDying: Duration = .seconds(5)

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

  /// Finds it in PATH, as a shell would, and interprets nothing.
  private static func start(_ words: [String], output: Int32) -> Result<pid_t, POSIXError> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    // What it says there may hold secrets.
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The worker ignores and blocks signals that a program counts on.
    var (usual, none) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigemptyset(&usual)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD] { sigaddset(&usual, signal) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, words[0], &actions, &attributes, &arguments, environ)
    return code == 0 ? .success(process) : .failure(POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL))
  }

  /// How it ended, as the system tells it; nil where it has not by `end`.
  private static func wait(for process: pid_t, until end: ContinuousClock.Instant) -> Int32? {
    while true {
      var status: Int32 = 0
      let found = waitpid(process, &status, WNOHANG)
      if found == process { return status }
      if found < 0, errno != EINTR { return nil }
      guard ContinuousClock.now < end else { return nil }
      _ = poll(nil, 0, pauseMilliseconds)
    }
  }

  private static let pauseMilliseconds: Int32 = 5

  /// Everything up to the end of the stream; nil where that does not come in time, or there is too much.
  private static func read(_ descriptor: Int32, until end: ContinuousClock.Instant) -> [UInt8]? {
    var bytes: [UInt8] = []
    var portion = [UInt8](repeating: 0, count: 4096)
    while bytes.count <= mostBytes {
      let left = ContinuousClock.now.duration(to: end).components
      guard left.seconds >= 0, left.attoseconds >= 0 else { return nil }
      var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let milliseconds = Int32(left.seconds) * 1000 + Int32(left.attoseconds / 1_000_000_000_000_000)
      let ready = poll(&wanted, 1, milliseconds)
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { return nil }
      let count = Glibc.read(descriptor, &portion, portion.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += portion.prefix(count)
    }
    return nil
  }
}
