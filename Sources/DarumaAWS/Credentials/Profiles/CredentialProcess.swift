import DarumaCore
import Foundation

/// A program that prints credentials: `credential_process` (docs.aws.amazon.com, "Process credential provider"). It is
/// started without a shell; its words are told apart by blanks, and kept together by quotes.
enum CredentialProcess {
  /// The words of a command line; nil where a quote does not end.
  static func words(_ line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for letter in line {
      if isEscaped {
        word = (word ?? "") + String(letter)
        isEscaped = false
      } else if letter == "\\", quote != "'" {
        isEscaped = true
      } else if letter == quote {
        quote = nil
      } else if quote == nil, letter == "\"" || letter == "'" {
        quote = letter
        word = word ?? ""
      } else if quote == nil, letter == " " || letter == "\t" {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(letter)
      }
    }
    guard quote == nil, !isEscaped else { return nil }
    if let word { words.append(word) }
    return words
  }

  /// Reads `{"Version": 1, "AccessKeyId": …, "SecretAccessKey": …, "SessionToken": …, "Expiration": …}`.
  static func credentials(
    in output: [UInt8], from source: CredentialSource
  ) throws(CredentialError) -> AWSCredentials {
    guard let printed = try? JSONDecoder().decode(Printed.self, from: Data(output)) else {
      throw CredentialError(.malformed, source, "its credential_process prints no JSON document of credentials")
    }
    guard printed.Version == 1 else {
      throw CredentialError(
        .unsupported, source, "its credential_process prints version \(printed.Version), and only 1 is known")
    }
    var expiresAt: Instant?
    if let text = printed.Expiration {
      guard let instant = Instant(rfc3339: text) else {
        throw CredentialError(
          .malformed, source, "its credential_process prints an Expiration that is no time as 2026-11-24T03:42:00Z")
      }
      expiresAt = instant
    }
    guard !printed.AccessKeyId.isEmpty, !printed.SecretAccessKey.isEmpty else {
      throw CredentialError(.malformed, source, "its credential_process prints an empty key")
    }
    return AWSCredentials(
      accessKeyID: printed.AccessKeyId, secretAccessKey: printed.SecretAccessKey, sessionToken: printed.SessionToken,
      expiresAt: expiresAt, source: source)
  }

  private struct Printed: Decodable {
    var Version: Int
    var AccessKeyId: String
    var SecretAccessKey: String
    var SessionToken: String?
    var Expiration: String?
  }
}
