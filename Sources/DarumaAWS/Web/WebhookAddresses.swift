internal import DarumaCore
internal import DarumaCrypto
internal import Synchronization

/// What stands for an address that may be a secret: of a webhook, which is one in most chat systems, and of a check, whose
/// query may hold one. The application file should name it, as `env:NAME` or `file:/PATH`, and it is looked up when it is needed. One that stands in the file in the
/// clear is kept in memory; whatever is journaled, logged or told holds a name in its place.
package final class WebhookAddresses: Sendable {
  private static let environment = "env:"
  private static let file = "file:"
  private static let memory = "memory:"

  private let surroundings: CredentialSurroundings
  private let kept = Mutex<[String: String]>([:])

  package init(_ surroundings: CredentialSurroundings) { self.surroundings = surroundings }

  /// Finds nothing in environment and files; only what it keeps.
  package convenience init() {
    self.init(
      CredentialSurroundings(variables: [:], readFile: { _ in .missing }, now: { Instant(milliseconds: 0) }))
  }

  /// What stands for `written` from here on: a reference stays itself, an address becomes one, the same for the same
  /// address.
  package func reference(for written: String) -> String {
    guard !Self.isReference(written) else { return written }
    let name = Self.memory + Self.host(written) + "/" + SHA256.hex(utf8: written).prefix(16)
    kept.withLock { $0[name] = written }
    return name
  }

  /// The same for the URL of a check: one without a query stays itself, and of others all but the query is shown.
  package func reference(forCheck written: String) -> String {
    guard !Self.isReference(written), let mark = written.firstIndex(of: "?") else { return written }
    let name = Self.memory + written[...mark] + SHA256.hex(utf8: written).prefix(16)
    kept.withLock { $0[name] = written }
    return name
  }

  /// What a reference stands for.
  package enum Use: String, Sendable {
    case webhook, check
  }

  /// The address to send to, or to ask.
  ///
  /// - Throws: ``CloudFault`` that names the reference and says what is wrong with it; never the address.
  package func address(of reference: String, for use: Use = .webhook) throws(CloudFault) -> String {
    if reference.hasPrefix(Self.environment) {
      let name = String(reference.dropFirst(Self.environment.count))
      guard let value = surroundings.variable(name) else {
        throw Self.fault(
          use, reference, "the worker's environment has no variable \(name)", "Set it, and restart the worker.")
      }
      return value
    }
    if reference.hasPrefix(Self.file) {
      let path = String(reference.dropFirst(Self.file.count))
      do throws(CredentialError) {
        return try surroundings.secret(inFile: path, namedBy: reference, for: .explicit)
      } catch {
        throw Self.fault(use, reference, "the file can't be read, or is empty", "Put the address into it, on one line.")
      }
    }
    guard reference.hasPrefix(Self.memory) else { return reference }
    guard let address = kept.withLock({ $0[reference] }) else {
      throw Self.fault(
        use, reference, "no application file that this worker has read holds that address any more",
        "Name it as env:NAME or file:/PATH, which outlives a change of the file.")
    }
    return address
  }

  private static func isReference(_ written: String) -> Bool {
    [environment, file, memory].contains { written.hasPrefix($0) }
  }

  private static func host(_ written: String) -> String {
    guard let url = try? RequestURL(written) else { return "?" }
    return url.hostField
  }

  private static func fault(_ use: Use, _ reference: String, _ reason: String, _ remedy: String) -> CloudFault {
    CloudFault(
      kind: .unavailable, code: use == .webhook ? "webhook.no-address" : "http.no-address",
      message: "The \(use.rawValue) \(reference) has no address: \(reason). \(remedy)", isRetriable: true)
  }
}
