import DarumaAWS
import DarumaCore
import Synchronization

/// A cloud that answers as the test says, and refuses illegal orders: acting without having been told that nothing is
/// there.
final class ScriptedCloud: Cloud {
  enum Look: Sendable {
    case sees(Observation)
    case fails(CloudFault)
  }

  enum Try: Sendable {
    case does(Acted)
    case fails(CloudFault)
  }

  struct IllegalOrder: Error {}

  private struct Script {
    var looks: [Look]
    var tries: [Try]
    var lastWasAbsent = false
    var acts = 0
    var illegal = 0
  }

  private let script: Mutex<Script>

  /// The last look is repeated.
  init(looks: [Look], tries: [Try] = []) { script = Mutex(Script(looks: looks, tries: tries)) }

  var acts: Int { script.withLock(\.acts) }
  var illegalOrders: Int { script.withLock(\.illegal) }

  func observe(_ effect: Effect) async throws(CloudFault) -> Observation {
    let look = script.withLock { script in
      let look = script.looks.count > 1 ? script.looks.removeFirst() : script.looks[0]
      if case .sees(.absent) = look { script.lastWasAbsent = true } else { script.lastWasAbsent = false }
      return look
    }
    switch look {
    case .sees(let observation): return observation
    case .fails(let fault): throw fault
    }
  }

  func act(_ effect: Effect) async throws(CloudFault) -> Acted {
    let next = script.withLock { script -> Try? in
      if !script.lastWasAbsent { script.illegal += 1 }
      script.acts += 1
      return script.tries.isEmpty ? nil : script.tries.removeFirst()
    }
    switch next {
    case .does(let acted): return acted
    case .fails(let fault): throw fault
    case nil:
      throw CloudFault(kind: .refused, code: "test.unscripted", message: "not in the script", isRetriable: false)
    }
  }
}
