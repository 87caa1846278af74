import Testing

@testable import DarumaAWS

@Suite("What may be sent")
struct RequestCheckTests {
  static let fine = HTTPRequest(method: "GET", url: "https://rds.us-west-2.amazonaws.com/")

  @Test("a plain request is let through")
  func plain() throws {
    #expect(try RequestCheck.check(Self.fine).host == "rds.us-west-2.amazonaws.com")
  }

  @Test(
    "a header that could end early or split is refused",
    arguments: [
      HTTPHeader("X-A", "1\r\nX-B: 2"), HTTPHeader("X-A", "1\n2"), HTTPHeader("X-A", "1\r"),
      HTTPHeader("X-A", "a\0b"), HTTPHeader("X-A\r\nX-B", "1"), HTTPHeader("X A", "1"), HTTPHeader("", "1"),
      HTTPHeader("X-A:", "1"), HTTPHeader("Ü", "1"), HTTPHeader("X-A", "\u{7F}"),
      HTTPHeader("Transfer-Encoding", "chunked"), HTTPHeader("Content-Length", "1"),
      HTTPHeader("content-length", "0\u{B}"),
    ])
  func headers(header: HTTPHeader) {
    var request = Self.fine
    request.headers = [header]
    let error = #expect(throws: TransportError.self) { try RequestCheck.check(request) }
    #expect(error?.code == .invalidRequest)
    #expect(error?.message.contains("\r") == false)
    #expect(error?.message.contains("\n") == false)
  }

  @Test("tabs and letters beyond ASCII are allowed in a value")
  func values() throws {
    var request = Self.fine
    request.headers = [HTTPHeader("X-A", "a\tb"), HTTPHeader("X-B", "ü"), HTTPHeader("Content-Length", "0")]
    _ = try RequestCheck.check(request)
  }

  @Test("a method is one word", arguments: ["", "GET /", "GET\r\n", "G\u{0}T", "GÉT"])
  func method(method: String) {
    var request = Self.fine
    request.method = method
    #expect(throws: TransportError.self) { try RequestCheck.check(request) }
  }

  @Test(
    "a URL that is not completely encoded, or no HTTP, is refused",
    arguments: [
      "", "rds.amazonaws.com/", "ftp://h/", "file:///etc/passwd", "https://", "https:///x", "https://h/a b",
      "https://h/ü", "https://h/\r\nX: 1", "https://user:pass@h/", "https://h:0/", "https://h:65536/",
      "https://h:x/", "https://h:/", "https://[::1/", "https://h/#f", "https://h\\x/", "https://h%41/",
    ])
  func urls(url: String) {
    var request = Self.fine
    request.url = url
    let error = #expect(throws: TransportError.self) { try RequestCheck.check(request) }
    #expect(error?.code == .invalidRequest)
  }

  @Test(
    "a time-out of nothing or of years is refused",
    arguments: [Duration.zero, .seconds(-1), .microseconds(999), .seconds(24 * 3600 + 1)])
  func timeouts(timeout: Duration) {
    var request = Self.fine
    request.timeout = timeout
    #expect(throws: TransportError.self) { try RequestCheck.check(request) }
  }
}

@Suite("The parts of a URL")
struct RequestURLTests {
  struct Case: Sendable {
    var text: String
    var host: String
    var port: Int?
    var path: String
    var query: String?
    var hostField: String
  }

  static let cases = [
    Case(text: "https://h.example", host: "h.example", path: "/", hostField: "h.example"),
    Case(text: "HTTPS://h/a", host: "h", path: "/a", hostField: "h"),
    Case(text: "http://h?x=1", host: "h", path: "/", query: "x=1", hostField: "h"),
    Case(text: "http://h/?", host: "h", path: "/", query: "", hostField: "h"),
    Case(text: "http://h/a?b?c=/", host: "h", path: "/a", query: "b?c=/", hostField: "h"),
    Case(
      text: "http://127.0.0.1:4566//a/../b", host: "127.0.0.1", port: 4566, path: "//a/../b",
      hostField: "127.0.0.1:4566"),
    Case(text: "http://h:80/", host: "h", port: 80, path: "/", hostField: "h"),
    Case(text: "https://h:80/", host: "h", port: 80, path: "/", hostField: "h:80"),
    Case(text: "https://h:443/", host: "h", port: 443, path: "/", hostField: "h"),
    Case(
      text: "http://[fd00:ec2::254]:8080/x", host: "[fd00:ec2::254]", port: 8080, path: "/x",
      hostField: "[fd00:ec2::254]:8080"),
    Case(text: "http://h/a:b@c", host: "h", path: "/a:b@c", hostField: "h"),
  ]

  @Test("each part is found and left as it is", arguments: cases)
  func parts(of expected: Case) throws {
    let url = try RequestURL(expected.text)
    #expect(url.host == expected.host)
    #expect(url.port == expected.port)
    #expect(url.path == expected.path)
    #expect(url.query == expected.query)
    #expect(url.hostField == expected.hostField)
    #expect(try RequestURL(url.text) == url)
  }

  @Test("a message about a URL leaves its query out")
  func noSecrets() {
    let error = #expect(throws: TransportError.self) { try RequestURL("ftp://h/?X-Amz-Signature=abc") }
    #expect(error?.message.contains("abc") == false)
  }
}

@Suite("Addresses that never go through a proxy")
struct LocalAddressTests {
  @Test("loopback", arguments: ["127.0.0.1", "127.9.9.9", "localhost", "LOCALHOST", "[::1]"])
  func loopback(host: String) { #expect(LocalAddress.isLoopback(host: host)) }

  @Test(
    "this link",
    arguments: ["169.254.169.254", "169.254.170.2", "[fd00:ec2::254]", "[fd00:ec2::23]", "[fe80::1]"])
  func link(host: String) { #expect(LocalAddress.isLink(host: host)) }

  @Test(
    "anything else",
    arguments: [
      "rds.us-west-2.amazonaws.com", "10.0.0.1", "127.0.0.1.evil.example", "169.254.evil.example",
      "128.0.0.1",
      "127.0.0", "127.0.0.1.1", "localhost.evil.example", "[2001:db8::1]", "[fd00::1]", "127.0.0.256",
    ])
  func others(host: String) {
    #expect(!LocalAddress.isLoopback(host: host))
    #expect(!LocalAddress.isLink(host: host))
  }
}
