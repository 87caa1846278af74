import Synchronization

@testable import DarumaAWS

/// Hosts that a test puts up; all others are unreachable.
final class FakeNetwork: HTTPTransport {
  typealias Handler = @Sendable (HTTPRequest, RequestURL) throws(TransportError) -> HTTPResponse

  private let hosts: [String: Handler]
  private let received = Mutex<[HTTPRequest]>([])

  /// - Parameter hosts: by the value of the `Host` field.
  init(_ hosts: [String: Handler] = [:]) { self.hosts = hosts }

  var requests: [HTTPRequest] { received.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let url = try RequestCheck.check(request)
    received.withLock { $0.append(request) }
    guard let host = hosts[url.hostField] else {
      throw TransportError(.unreachable, "\(url.hostField): nothing listens there.")
    }
    return try host(request, url)
  }
}

extension HTTPResponse {
  init(_ status: Int, _ text: String) { self.init(status: status, body: Array(text.utf8)) }
}

extension HTTPRequest {
  /// The parameters of a form; the values decoded.
  var form: [String: String] {
    String(decoding: body, as: UTF8.self).split(separator: "&").reduce(into: [:]) { form, pair in
      let name = pair.prefix { $0 != "=" }
      let value = CanonicalText.decode(pair[name.endIndex...].dropFirst()) ?? []
      form[String(name)] = String(decoding: value, as: UTF8.self)
    }
  }
}

/// The document of the container endpoint and of instance metadata.
func credentialDocument(
  id: String = "ASIAEXAMPLE", expiration: String = "2027-01-15T12:00:00Z", code: String? = nil
) -> String {
  let first = code.map { #""Code": "\#($0)", "# } ?? ""
  return """
    {\(first)"AccessKeyId": "\(id)", "SecretAccessKey": "shhh", "Token": "tok", "Expiration": "\(expiration)"}
    """
}
