import DarumaAWS
import DarumaCore
import DarumaRuntime
import Logging
import ServiceLifecycle
import Synchronization
import UnixSignals

/// The daemon as a service: stops on SIGTERM and SIGINT from its first moment on, also while the journal is opened and
/// replayed; reads the application files anew on SIGHUP.
struct WorkerService: Service {
  let applicationsFolder: String
  let addresses: WebhookAddresses
  let logger: Logger
  /// Opens everything and works until the end. It is given where to leave the worker once there is one.
  let work: @Sendable (WorkerInPlace) async throws -> State
  private let final = FinalState()

  init(
    applicationsFolder: String, addresses: WebhookAddresses, logger: Logger,
    work: @escaping @Sendable (WorkerInPlace) async throws -> State
  ) {
    self.applicationsFolder = applicationsFolder
    self.addresses = addresses
    self.logger = logger
    self.work = work
  }

  /// Longest time that stopping may take; then the process ends, and the next start finds everything in the journal.
  static let longestStop: Duration = .seconds(20)

  private let place = WorkerInPlace()

  func run() async throws {
    try await cancelWhenGracefulShutdown {
      do {
        final.set(try await work(place))
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
        .init(
          service: ReloadService(
            place: place, applicationsFolder: applicationsFolder, addresses: addresses, logger: logger)),
      ],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = Self.longestStop
    try await ServiceGroup(configuration: configuration).run()
    return final.get() ?? State()
  }
}

/// Reads the application files anew on SIGHUP. Files with errors change nothing. Before the worker is at work it reads
/// them by itself.
private struct ReloadService: Service {
  let place: WorkerInPlace
  let applicationsFolder: String
  let addresses: WebhookAddresses
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      for await _ in await UnixSignalsSequence(trapping: .sighup) {
        do {
          let folder = try ApplicationFolder.read(applicationsFolder, addresses)
          guard let worker = place.get() else { continue }
          logger.tell(of: folder.errors)
          await worker.declare(folder.catalog)
          logger.notice(
            "application files read anew", metadata: ["files": "\(folder.catalog.applications.count)"])
        } catch {
          logger.error("the application files in force stay: \(error)")
        }
      }
    }
  }
}

/// The worker, once there is one.
final class WorkerInPlace: Sendable {
  private let worker = Mutex<Worker?>(nil)
  func put(_ value: Worker) { worker.withLock { $0 = value } }
  func get() -> Worker? { worker.withLock { $0 } }
}

/// The state at the end, handed from the service to whoever started the group.
private final class FinalState: Sendable {
  private let state = Mutex<State?>(nil)
  func set(_ value: State) { state.withLock { $0 = value } }
  func get() -> State? { state.withLock { $0 } }
}
