import DarumaCore
import Synchronization

/// Keeps the router: it is made anew only where an application file has changed, or what a running execution pinned.
final class RouterCache: Sendable {
  /// What one application asks by.
  private struct Source: Equatable {
    var digest: String?
    var execution: ExecutionID?
  }

  private struct Kept {
    var sources: [ApplicationName: Source]
    var router: Router
  }

  private let kept = Mutex<Kept?>(nil)

  func router(for state: State) -> Router {
    let sources = state.applications.mapValues { Source(digest: $0.catalogDigest, execution: $0.runningExecution?.id) }
    return kept.withLock { kept in
      if let kept, kept.sources == sources { return kept.router }
      let files = state.applications.values.sorted { $0.name < $1.name }.flatMap(\.listeningFiles)
      let router = Router(files)
      kept = Kept(sources: sources, router: router)
      return router
    }
  }
}
