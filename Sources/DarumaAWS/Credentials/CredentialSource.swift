/// Where credentials come from, in the order in which the sources are asked.
package enum CredentialSource: Sendable, Hashable, CustomStringConvertible {
  case explicit
  case environment
  case webIdentity
  case profile(String)
  case container
  case instanceMetadata

  /// As people call it, in messages.
  package var description: String {
    switch self {
    case .explicit: "the configuration"
    case .environment: "the environment"
    case .webIdentity: "web identity"
    case .profile(let name): "the profile '\(name)'"
    case .container: "the container endpoint"
    case .instanceMetadata: "instance metadata"
    }
  }
}
