/// A backup that is done with a message may be whole or not: that archived objects were skipped is normal to one owner, and to
/// another it is a loss. The application file says which messages are accepted.
extension Protection {
  /// Takes over what the file in force accepts.
  mutating func accept(messagesOf application: Application) {
    var accepted: [ARN: [NamePattern]] = [:]
    for resource in application.resources {
      let messages = Set(resource.protection.flatMap { $0.acceptMessages ?? [] })
      if !messages.isEmpty { accepted[resource.arn] = messages.sorted { $0.rawValue < $1.rawValue } }
    }
    acceptedMessages = accepted
  }

  /// Whether a part of it is missing, by what is known of itself and as its owner sees it.
  func isPartialItself(_ point: RecoveryPoint, at instant: Instant? = nil) -> Bool {
    point.isPartial(at: instant) && !isAccepted(point)
  }

  /// Whether its owner accepts what its source last said of it.
  private func isAccepted(_ point: RecoveryPoint) -> Bool {
    guard let message = point.message?.value, let resource = point.resource else { return false }
    return acceptedMessages[resource]?.contains { $0.matches(message) } ?? false
  }
}
