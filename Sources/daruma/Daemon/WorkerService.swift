import DarumaCore
import DarumaRuntime
import Logging
import ServiceLifecycle
import Synchronization
import UnixSignals

/// The worker as a service: stops on SIGTERM and SIGINT, reads the application files anew on SIGHUP.
struct WorkerService: Service {
  let worker: Worker
  let applicationsFolder: String
  let logger: Logger
  private let final = FinalState()

  init(worker: Worker, applicationsFolder: String, logger: Logger) {
    self.worker = worker
    self.applicationsFolder = applicationsFolder
    self.logger = logger
  }

  /// Longest time that stopping may take; then the process ends, and the next start finds everything in the journal.
  static let longestStop: Duration = .seconds(20)

  func run() async throws {
    try await cancelWhenGracefulShutdown {
      do {
        final.set(try await worker.run())
      } catch is CancellationError {
        logger.notice("stopped; everything is in the journal")
      }
    }
  }

  /// - Returns: The state when the worker ended.
  func runInGroup() async throws -> State {
    var configuration = ServiceGroupConfiguration(
      services: [
        .init(
          service: self, successTerminationBehavior: .gracefullyShutdownGroup,
          failureTerminationBehavior: .gracefullyShutdownGroup),
        .init(service: ReloadService(service: self)),
      ],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = Self.longestStop
    try await ServiceGroup(configuration: configuration).run()
    return final.get() ?? State()
  }
}

/// Reads the application files anew on SIGHUP. Files with errors change nothing.
private struct ReloadService: Service {
  let service: WorkerService

  func run() async throws {
    await cancelWhenGracefulShutdown {
      for await _ in await UnixSignalsSequence(trapping: .sighup) {
        do {
          let applications = try ApplicationFolder.read(service.applicationsFolder)
          await service.worker.declare(applications)
          service.logger.notice("application files read anew", metadata: ["files": "\(applications.count)"])
        } catch {
          service.logger.error("the application files in force stay: \(error)")
        }
      }
    }
  }
}

/// The state at the end, handed from the service to whoever started the group.
private final class FinalState: Sendable {
  private let state = Mutex<State?>(nil)
  func set(_ value: State) { state.withLock { $0 = value } }
  func get() -> State? { state.withLock { $0 } }
}
