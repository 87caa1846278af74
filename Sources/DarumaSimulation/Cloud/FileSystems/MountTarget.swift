/// A mount target of an EFS file system, and its life: the address in a subnet by which its data is reached.
///
/// | state | time passes |
/// |---|---|
/// | creating | available or error |
/// | available | - |
/// | error | - |
package struct MountTarget: Sendable {
  private enum State: Sendable {
    case creating(until: Int64, ending: BadEnding?)
    case available
    case error
  }

  /// `fsmt-` and 17 hexadecimal digits.
  package let id: String
  package let fileSystem: String
  package let subnet: Subnet
  package let address: String
  package let networkInterface: String
  package internal(set) var securityGroups: [String]

  private var state: State

  init(
    id: String, fileSystem: String, subnet: Subnet, address: String, networkInterface: String,
    securityGroups: [String], now: Int64, creation: Int64, ending: BadEnding?
  ) {
    self.id = id
    self.fileSystem = fileSystem
    self.subnet = subnet
    self.address = address
    self.networkInterface = networkInterface
    self.securityGroups = securityGroups
    state = .creating(until: now + creation, ending: ending)
  }

  /// As EFS spells it.
  package var lifeCycleState: String {
    switch state {
    case .creating: "creating"
    case .available: "available"
    case .error: "error"
    }
  }

  package var isAvailable: Bool {
    switch state {
    case .available: true
    case .creating, .error: false
    }
  }

  mutating func advance(to now: Int64) {
    switch state {
    case .creating(let until, let ending) where until <= now: state = ending == .failed ? .error : .available
    case .creating, .available, .error: break
    }
  }
}
