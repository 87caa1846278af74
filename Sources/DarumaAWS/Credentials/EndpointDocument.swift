import DarumaCore
import Foundation

/// The JSON document of the container endpoint and of instance metadata.
struct EndpointDocument: Decodable {
  /// Only instance metadata says it: `Success`, or what went wrong.
  private var Code: String?
  private var Message: String?
  private var AccessKeyId: String?
  private var SecretAccessKey: String?
  private var Token: String?
  private var Expiration: String?

  /// Reads the answer to a request for credentials.
  ///
  /// - Throws: ``CredentialError`` with code `malformed`, or `refused` where the document says so itself.
  static func credentials(
    in body: [UInt8], from source: CredentialSource
  ) throws(CredentialError) -> AWSCredentials {
    guard let document = try? JSONDecoder().decode(EndpointDocument.self, from: Data(body)) else {
      throw CredentialError(.malformed, source, "the answer is not the JSON document of credentials")
    }
    return try document.credentials(from: source)
  }

  private func credentials(from source: CredentialSource) throws(CredentialError) -> AWSCredentials {
    if let code = Code, code != "Success" {
      let reason = Message.map { "\(code): \($0)" } ?? code
      throw CredentialError(
        .refused, source, "the endpoint says \(Legible.line(Secrecy.cleaned(reason), letters: 200))")
    }
    guard let id = AccessKeyId, let secret = SecretAccessKey, !id.isEmpty, !secret.isEmpty else {
      throw CredentialError(.malformed, source, "the answer has no AccessKeyId or no SecretAccessKey")
    }
    return AWSCredentials(
      accessKeyID: id, secretAccessKey: secret, sessionToken: Token, expiresAt: try expiry(from: source),
      source: source)
  }

  private func expiry(from source: CredentialSource) throws(CredentialError) -> Instant? {
    guard let text = Expiration else { return nil }
    guard let expiry = Instant(rfc3339: text) else {
      throw CredentialError(.malformed, source, "Expiration is '\(Legible.line(text, letters: 40))', not a time")
    }
    return expiry
  }

  /// What an answer with an error status says, in a few words.
  static func refusal(_ response: HTTPResponse) -> String {
    struct Said: Decodable {
      var code: String?
      var message: String?
    }
    let said = try? JSONDecoder().decode(Said.self, from: Data(response.body))
    let words = [said?.code, said?.message].compactMap(\.self).joined(separator: ": ")
    return words.isEmpty
      ? "HTTP \(response.status)" : "HTTP \(response.status), \(Legible.line(Secrecy.cleaned(words), letters: 200))"
  }
}
