import DarumaCore
import Foundation
import Testing

@testable import DarumaAWS

/// What the published vectors leave open; see the rules at the head of ``SigV4Signer``.
@Suite("Signing requests")
struct SigV4SignerTests {
  static let now = Instant(milliseconds: 1_440_938_160_500)
  static let credentials = AWSCredentials(
    accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", source: .explicit
  )
  static let rds = SigV4Signer(scope: SigningScope(service: "rds", region: "us-west-2"))
  static let s3 = SigV4Signer(scope: SigningScope(service: "s3", region: "us-west-2"))

  static func signedNames(_ request: HTTPRequest) -> String? {
    request.header("Authorization")?.components(separatedBy: ", ")
      .first { $0.hasPrefix("SignedHeaders=") }.map { String($0.dropFirst("SignedHeaders=".count)) }
  }

  @Test("date, token, target and content type are signed, the user agent is not")
  func signedFields() throws {
    var credentials = Self.credentials
    credentials.sessionToken = "token"
    let request = HTTPRequest(
      method: "POST", url: "https://rds.us-west-2.amazonaws.com/",
      headers: [
        HTTPHeader("X-Amz-Target", "A.B"), HTTPHeader("Content-Type", "text/plain"),
        HTTPHeader("User-Agent", "u"),
        HTTPHeader("Connection", "close"), HTTPHeader("Expect", "100-continue"),
      ], body: [1])
    let signed = try Self.rds.sign(request, with: credentials, at: Self.now)
    #expect(
      Self.signedNames(signed) == "content-type;host;x-amz-date;x-amz-security-token;x-amz-target")
    #expect(signed.header("X-Amz-Date") == "20150830T123600Z")
    #expect(signed.header("x-amz-content-sha256") == nil)
    #expect(signed.header("user-agent") == "u")
  }

  @Test("for S3 the hash of the body is sent and signed")
  func bodyHashOfS3() throws {
    let request = HTTPRequest(
      method: "PUT", url: "https://b.s3.us-west-2.amazonaws.com/k", body: Array("abc".utf8))
    let signed = try Self.s3.sign(request, with: Self.credentials, at: Self.now)
    #expect(
      signed.header("x-amz-content-sha256")
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(Self.signedNames(signed) == "host;x-amz-content-sha256;x-amz-date")
  }

  @Test("signing again replaces the first signature")
  func again() throws {
    var credentials = Self.credentials
    credentials.sessionToken = "old"
    let request = HTTPRequest(method: "GET", url: "https://rds.us-west-2.amazonaws.com/")
    let first = try Self.rds.sign(request, with: credentials, at: Self.now)
    let later = Self.now + .minutes(5)
    let second = try Self.rds.sign(first, with: Self.credentials, at: later)
    #expect(second == (try Self.rds.sign(request, with: Self.credentials, at: later)))
  }

  @Test("the host is said with its port where that is not the scheme's own")
  func port() throws {
    for (url, host) in [
      ("http://127.0.0.1:4566/", "127.0.0.1:4566"), ("http://h:80/", "h"), ("https://h:443/", "h"),
      ("https://h:80/", "h:80"),
    ] {
      let signed = try Self.rds.sign(
        HTTPRequest(method: "GET", url: url), with: Self.credentials, at: Self.now)
      #expect(signed.header("Host") == host)
      #expect(signed.url == url)
    }
  }

  @Test("anything that is signed changes the signature", arguments: 0..<9)
  func everythingCounts(change: Int) throws {
    let request = HTTPRequest(
      method: "POST", url: "https://rds.us-west-2.amazonaws.com/a?b=c",
      headers: [HTTPHeader("X-A", "1")], body: [1])
    let original = try Self.rds.sign(request, with: Self.credentials, at: Self.now)
    var (changed, credentials, signer, now) = (request, Self.credentials, Self.rds, Self.now)
    switch change {
    case 0: changed.method = "PUT"
    case 1: changed.url = "https://rds.us-west-2.amazonaws.com/A?b=c"
    case 2: changed.url = "https://rds.us-west-2.amazonaws.com/a?b=d"
    case 3: changed.url = "https://rds.us-west-1.amazonaws.com/a?b=c"
    case 4: changed.headers[0].value = "2"
    case 5: changed.body = [2]
    case 6: credentials.secretAccessKey += "x"
    case 7: signer = SigV4Signer(scope: SigningScope(service: "rds", region: "us-west-1"))
    default: now = now + .seconds(1)
    }
    let other = try signer.sign(changed, with: credentials, at: now)
    #expect(
      original.header("Authorization")?.suffix(64) != other.header("Authorization")?.suffix(64))
  }

  @Test("credentials that could break out of a header are refused, and the secret is not in the message")
  func badCredentials() {
    let request = HTTPRequest(method: "GET", url: "https://h/")
    for (id, secret, token) in [
      ("", "secret", nil), ("AK\r\nX: 1", "secret", nil), ("A/B", "secret", nil), ("AK", "", nil),
      ("AK", "secret", "a\nb"), ("AK", "secret", "a b"),
    ] as [(String, String, String?)] {
      let credentials = AWSCredentials(
        accessKeyID: id, secretAccessKey: secret, sessionToken: token, source: .environment)
      let error = #expect(throws: SigningError.self) {
        try Self.rds.sign(request, with: credentials, at: Self.now)
      }
      #expect(error?.code == .invalidCredentials)
      #expect(
        error?.message.contains("secret ") == false
          || error?.message.contains("The secret access key") == true)
      #expect(error?.message.contains("the environment") == true)
    }
  }

  @Test("a secret is shown by no way of printing")
  func noSecret() {
    var text = ""
    dump(Self.credentials, to: &text)
    text += "\(Self.credentials) \(String(reflecting: Self.credentials)) \([Self.credentials])"
    #expect(text.contains("AKIDEXAMPLE"))
    #expect(!text.contains("wJalr"))
  }
}

@Suite("Presigning")
struct PresigningTests {
  static let request = HTTPRequest(
    method: "GET", url: "https://rds.us-east-1.amazonaws.com/?Action=CopyDBSnapshot")

  @Test(
    "a URL lives from a second to seven days", arguments: [Span.zero, .seconds(-1), .days(7) + .seconds(1)])
  func lifetime(span: Span) {
    let error = #expect(throws: SigningError.self) {
      try SigV4SignerTests.rds.presign(
        Self.request, with: SigV4SignerTests.credentials, at: SigV4SignerTests.now, validFor: span)
    }
    #expect(error?.code == .invalidLifetime)
  }

  @Test("the query that was there stays as it was, and the body of S3 is left open")
  func query() throws {
    let plain = try SigV4SignerTests.rds.presign(
      Self.request, with: SigV4SignerTests.credentials, at: SigV4SignerTests.now, validFor: .hours(1))
    #expect(plain.url.hasPrefix(Self.request.url + "&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID"))
    #expect(plain.url.contains("&X-Amz-Expires=3600&"))
    var other = Self.request
    other.body = [1]
    let rds = try SigV4SignerTests.rds.presign(
      other, with: SigV4SignerTests.credentials, at: SigV4SignerTests.now, validFor: .hours(1))
    #expect(rds.url != plain.url)
    let s3 = try [Self.request, other].map {
      try SigV4SignerTests.s3.presign(
        $0, with: SigV4SignerTests.credentials, at: SigV4SignerTests.now, validFor: .hours(1)
      ).url
    }
    #expect(s3[0] == s3[1])
  }
}
