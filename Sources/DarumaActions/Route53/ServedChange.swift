import DarumaAWS
import DarumaCore

extension ActionPlace {
  /// Whether the name servers have what this effect changed, as far as this process knows of a change.
  func isServed() async throws(CloudFault) -> Bool {
    guard let change = tools.pendingChanges.change(of: effect.id) else { return true }
    do throws(CloudFault) {
      guard try await tools.client.send(GetChange(id: change), in: region).isInSync else { return false }
    } catch {
      // Route 53 forgets old changes; the record itself has been seen.
      guard error.code == "route53.NoSuchChange" else { throw error }
    }
    tools.pendingChanges.forget(effect.id)
    return true
  }
}
