import DarumaAWS
import DarumaCore
import Synchronization

/// A cloud that keeps what was created, by effect. It outlives workers, as the real one does.
final class MarkedCloud: Cloud {
  private struct World {
    var done: Set<EffectID> = []
    var acts: [EffectID] = []
  }

  private let world = Mutex(World())

  /// Everything that was created, in order; one that was created twice stands twice.
  var acts: [EffectID] { world.withLock(\.acts) }

  /// As if an earlier process had acted and died.
  func alreadyDid(_ effect: EffectID) {
    world.withLock { world in
      world.done.insert(effect)
      world.acts.append(effect)
    }
  }

  func observe(_ effect: Effect) async throws(CloudFault) -> Observation {
    let wanted = effect.purpose == .verify ? Self.performed(effect) : effect.id
    return world.withLock { $0.done.contains(wanted) }
      ? .done(outputs: ["endpoint": "db.example"], by: .daruma) : .absent
  }

  func act(_ effect: Effect) async throws(CloudFault) -> Acted {
    world.withLock { world in
      world.done.insert(effect.id)
      world.acts.append(effect.id)
    }
    return .finished(outputs: ["endpoint": "db.example"])
  }

  private static func performed(_ effect: Effect) -> EffectID {
    Effect.identifier(execution: effect.execution ?? "", step: effect.step ?? "", attempt: 1)
  }
}
