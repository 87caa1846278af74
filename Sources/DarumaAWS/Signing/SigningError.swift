/// Why a request can't be signed. Always a fault of whoever built the request.
package struct SigningError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The URL can't be read, or two sides could read it differently.
    case invalidURL = "signing.invalid-url"
    case invalidLifetime = "signing.invalid-lifetime"
    /// The key pair holds letters that would end a header or a scope.
    case invalidCredentials = "signing.invalid-credentials"
  }

  package var code: Code
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { "\(message) (\(code.rawValue))" }
}
