import TestSupport
import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("AWS's own signing vectors", .enabled(if: SharedCorpus.isExpected))
struct SigningVectorTests {
  @Test("the suite is complete")
  func complete() throws {
    #expect(try SigningVector.all().count == 38)
  }

  @Test("every case, signed in the header")
  func header() throws {
    for vector in try SigningVector.all() {
      let signed = try vector.signer.sign(
        vector.unsigned, with: vector.credentials, at: vector.context.timestamp)
      #expect(
        try SigningVector.text(of: signed) == SigningVector.text(of: vector.header_signed_request),
        "\(vector.name)")
    }
  }

  @Test("every case, signed in the query")
  func query() throws {
    for vector in try SigningVector.all() {
      let signed = try vector.signer.presign(
        vector.unsigned, with: vector.credentials, at: vector.context.timestamp,
        validFor: .seconds(vector.context.expiration_in_seconds))
      #expect(
        try SigningVector.text(of: signed) == SigningVector.text(of: vector.query_signed_request),
        "\(vector.name)")
    }
  }

  @Test("canonical request, string to sign and signature agree step by step")
  func steps() throws {
    for vector in try SigningVector.all() {
      let now = vector.context.timestamp
      let signed = try vector.signer.sign(vector.unsigned, with: vector.credentials, at: now)
      let authorization = try #require(signed.header("Authorization"))
      var headers = signed.headers
      if vector.signer.rules.leavesTokenUnsigned {
        headers.removeAll { $0.name == "X-Amz-Security-Token" }
      }
      let url = try RequestURL(vector.unsigned.url)
      let bodyHash = try #require(vector.header_canonical_request.split(separator: "\n").last)
      let canonical = CanonicalRequest(
        method: signed.method, path: try CanonicalPath.of(url.path, vector.signer.rules.path),
        query: try CanonicalQuery(url.query), headers: CanonicalHeaders(headers), bodyHash: String(bodyHash))
      let key = SigningKey(vector.credentials, vector.signer.scope, at: now)
      #expect(canonical.text == vector.header_canonical_request, "\(vector.name)")
      #expect(key.stringToSign(canonical) == vector.header_string_to_sign, "\(vector.name)")
      #expect(key.signature(of: canonical) == vector.header_signature, "\(vector.name)")
      #expect(authorization.hasSuffix(vector.header_signature), "\(vector.name)")
    }
  }
}

extension HTTPRequest {
  /// The first field of this name.
  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}
