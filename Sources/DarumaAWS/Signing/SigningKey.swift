import DarumaCore
import DarumaCrypto

/// The key of one day, region and service, derived from a secret key.
struct SigningKey {
  private let scopeText: String
  private let date: String
  private let key: [UInt8]

  init(_ credentials: AWSCredentials, _ scope: SigningScope, at now: Instant) {
    date = now.compact
    scopeText = scope.text(at: now)
    let words = [String(date.prefix(8)), scope.region.rawValue, scope.service, "aws4_request"]
    key = words.reduce(Array("AWS4\(credentials.secretAccessKey)".utf8)) {
      HMACSHA256.code(key: $0, message: $1)
    }
  }

  func stringToSign(_ request: CanonicalRequest) -> String {
    [SigV4Signer.algorithm, date, scopeText, SHA256.hex(utf8: request.text)].joined(separator: "\n")
  }

  /// 64 hexadecimal digits.
  func signature(of request: CanonicalRequest) -> String {
    HMACSHA256.hex(key: key, message: stringToSign(request))
  }
}
