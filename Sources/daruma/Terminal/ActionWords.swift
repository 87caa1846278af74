import DarumaCatalog
import DarumaCore

// What is said of an action, for people.

extension ActionTraits.Nature {
  var words: String {
    switch self {
    case .looks: "only looks"
    case .tells: "tells people"
    case .creates: "makes something new"
    case .remakes: "makes its resource anew, and not from a recovery point"
    case .changes: "changes what is there"
    case .movesUsers: "leads users elsewhere"
    case .destroys: "takes something away"
    }
  }
}

extension ActionTraits.Idempotency {
  var words: String {
    switch self {
    case .named: "is known by the name of what it makes"
    case .token: "is known by its token"
    case .absolute: "changes nothing: it says how things are to be"
    case .none: "is done again"
    }
  }
}

extension ActionTraits.Plane {
  var words: String {
    switch self {
    case .control(let service): "the control plane of \(service) in the region where it acts"
    case .data(let service): "the data plane of \(service)"
    case .global(let service): "the control plane of \(service), which serves every region from one"
    case .addresses: "what stands behind the addresses that it is given"
    }
  }
}

extension Undo {
  /// For people; names in braces are those of the action's parameters.
  var words: String {
    switch self {
    case .notNeeded: "by nothing: it changes nothing"
    case .same(let what): "by the same action, \(what)"
    case .action(let name): "by \(name)"
    case .byHand(let what): "by hand: \(what)"
    case .impossible(let why): "by nothing: \(why)"
    }
  }
}
