import DarumaCore
import Synchronization

/// Keeps the router of the catalog in force: it is made anew only where an application file has changed.
final class RouterCache: Sendable {
  private struct Kept {
    var digests: [ApplicationName: String]
    var router: Router
  }

  private let kept = Mutex<Kept?>(nil)

  func router(for state: State) -> Router {
    let digests = state.applications.compactMapValues(\.catalogDigest)
    return kept.withLock { kept in
      if let kept, kept.digests == digests { return kept.router }
      let router = Router(state.applications.values.compactMap(\.catalog))
      kept = Kept(digests: digests, router: router)
      return router
    }
  }
}
