import DarumaCore
import DarumaRuntime

/// The workers of the demonstration, one after the other: the first is killed, the second goes on.
actor DemoWorkers {
  private let arguments: [String]
  private let clock: FastClock
  private let story: DemoStory
  private var current: DemoProcess?
  private var end: Task<Void, Never>?
  /// Processes that ended although nobody has ended them; there is one in a run at the most.
  private let failures: AsyncStream<Int32>
  private let fail: AsyncStream<Int32>.Continuation

  /// How long one may take to end by itself.
  private static let patience: Duration = .seconds(10)

  init(_ arguments: [String], clock: FastClock, story: DemoStory) {
    self.arguments = arguments
    self.clock = clock
    self.story = story
    (failures, fail) = AsyncStream.makeStream(of: Int32.self, bufferingPolicy: .bufferingOldest(1))
  }

  /// - Returns: The number of its process.
  @discardableResult
  func start() throws -> Int32 {
    let process = try DemoProcess(arguments, pace: clock.pace) { [story] in story.noted($0) }
    current = process
    end = Task { [fail] in
      if await !process.end() { fail.yield(process.pid) }
    }
    return process.pid
  }

  /// Throws where one ends that nobody has ended.
  func watch() async throws {
    for await pid in failures {
      throw CommandFailure("the demonstration's worker (process \(pid)) ended by itself; please report it")
    }
  }

  /// `kill -9`; returns once it is dead.
  func kill() async -> Int32? {
    guard let process = current else { return nil }
    process.kill()
    await end?.value
    return process.pid
  }

  /// Another pace of the clock.
  func follow() { current?.follow(clock.pace) }

  /// Lets the current one end by itself, and ends it where it does not.
  func stop() async {
    guard let process = current, let end else { return }
    current = nil
    process.stop()
    let limit = Task {
      try await RealTime.pass(Self.patience)
      process.kill()
    }
    await end.value
    limit.cancel()
  }
}
