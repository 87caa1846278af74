import TestSupport
import DarumaCore
import Foundation

@testable import DarumaAWS

/// One case of AWS's signing test suite.
struct SigningVector: Decodable, Sendable {
  struct Context: Decodable, Sendable {
    struct Credentials: Decodable, Sendable {
      var access_key_id: String
      var secret_access_key: String
      var token: String?
    }
    var credentials: Credentials
    var expiration_in_seconds: Int64
    var normalize: Bool
    var omit_session_token: Bool?
    var region: String
    var service: String
    var sign_body: Bool
    var timestamp: Instant
  }

  var name: String
  var context: Context
  var request: String
  var header_canonical_request: String
  var header_string_to_sign: String
  var header_signature: String
  var header_signed_request: String
  var query_canonical_request: String
  var query_string_to_sign: String
  var query_signature: String
  var query_signed_request: String

  static func all() throws -> [SigningVector] {
    try SharedCorpus.lines("sigv4/aws-c-auth-v4.jsonl")
      .map { try JSONDecoder().decode(SigningVector.self, from: Data($0.utf8)) }
  }

  var credentials: AWSCredentials {
    AWSCredentials(
      accessKeyID: context.credentials.access_key_id, secretAccessKey: context.credentials.secret_access_key,
      sessionToken: context.credentials.token, source: .explicit)
  }

  var signer: SigV4Signer {
    SigV4Signer(
      scope: SigningScope(service: context.service, region: Region(context.region)),
      rules: SigningRules(
        path: .encodedAgain(normalized: context.normalize), sendsBodyHash: context.sign_body,
        leavesTokenUnsigned: context.omit_session_token ?? false))
  }

  /// The suite's raw text as a request. A folded line is joined with one blank.
  var unsigned: HTTPRequest {
    let parts = request.components(separatedBy: "\n\n")
    var lines = parts[0].components(separatedBy: "\n").filter { !$0.isEmpty }
    let words = lines.removeFirst().components(separatedBy: " ")
    var headers: [HTTPHeader] = []
    for line in lines {
      if line.hasPrefix(" "), let last = headers.indices.last {
        headers[last].value += " " + line.trimmingCharacters(in: .whitespaces)
      } else {
        let name = line.prefix { $0 != ":" }
        headers.append(HTTPHeader(String(name), String(line[name.endIndex...].dropFirst())))
      }
    }
    let host = headers.first { $0.name.lowercased() == "host" }?.value ?? ""
    let target = words.dropFirst().dropLast().joined(separator: " ")
    return HTTPRequest(
      method: words[0], url: "https://\(host)\(target)", headers: headers,
      body: Array(parts.dropFirst().joined(separator: "\n\n").utf8))
  }

  /// A request as the suite writes it, fields in alphabetical order, so that only what is said counts.
  static func text(of request: HTTPRequest) throws -> [String] {
    let url = try RequestURL(request.url)
    let line = "\(request.method) \(url.path)\(url.query.map { "?" + $0 } ?? "") HTTP/1.1"
    return [line] + request.headers.map { "\($0.name):\($0.value)" }.sorted()
      + ["", String(decoding: request.body, as: UTF8.self)]
  }

  /// The suite's own text in the same form.
  static func text(of signed: String) -> [String] {
    var lines = signed.components(separatedBy: "\n")
    let line = lines.removeFirst()
    let head = lines.prefix { !$0.isEmpty }
    let unfolded = head.reduce(into: [String]()) { fields, field in
      if field.hasPrefix(" "), let last = fields.indices.last {
        fields[last] += " " + field.trimmingCharacters(in: .whitespaces)
      } else {
        fields.append(field)
      }
    }
    return [line] + unfolded.sorted() + ["", lines.dropFirst(head.count + 1).joined(separator: "\n")]
  }
}
