import Testing

@testable import DarumaAWS

@Suite("The canonical path")
struct CanonicalPathTests {
  static let again = SigningRules.PathRule.encodedAgain(normalized: true)

  @Test(
    "for all but S3 the sent path is encoded once more",
    arguments: [
      (
        "/backup-vaults/v/recovery-points/arn%3Aaws%3Abackup%3A%2Fx",
        "/backup-vaults/v/recovery-points/arn%253Aaws%253Abackup%253A%252Fx"
      ),
      ("/%C3%BC", "/%25C3%25BC"), ("/a:b", "/a%3Ab"), ("/!*'()", "/%21%2A%27%28%29"),
      ("/a%2e%2e/b", "/a%252e%252e/b"),
    ])
  func encodedAgain(sent: String, canonical: String) throws {
    #expect(try CanonicalPath.of(sent, Self.again) == canonical)
  }

  @Test(
    "for all but S3 it is normalised",
    arguments: [
      ("/", "/"), ("//", "/"), ("/.", "/"), ("/..", "/"), ("/../a", "/a"), ("/a/./b/../c", "/a/c"),
      ("/a/", "/a/"),
      ("/a/b/..", "/a"), ("//a//b//", "/a/b/"), ("/...", "/..."), ("/.a", "/.a"),
    ])
  func normalized(sent: String, canonical: String) throws {
    #expect(try CanonicalPath.of(sent, Self.again) == canonical)
  }

  @Test(
    "for S3 it stays, with every letter in the form that S3 gives it",
    arguments: [
      ("/a%20b/%C3%BC%2Bc", "/a%20b/%C3%BC%2Bc"), ("/a+b=c@d", "/a%2Bb%3Dc%40d"),
      ("//a/../b/./", "//a/../b/./"),
      ("/%7e%2f", "/~/"), ("/a%3a", "/a%3A"),
    ])
  func asSent(sent: String, canonical: String) throws {
    #expect(try CanonicalPath.of(sent, .asSent) == canonical)
  }

  @Test("an escape that is none is refused for S3", arguments: ["/%", "/%4", "/%zz", "/%4g"])
  func badEscape(path: String) {
    let error = #expect(throws: SigningError.self) { try CanonicalPath.of(path, .asSent) }
    #expect(error?.code == .invalidURL)
  }
}

@Suite("The canonical query")
struct CanonicalQueryTests {
  @Test(
    "it is encoded anew and sorted by encoded name, then value",
    arguments: [
      (nil, ""), ("", ""), ("b=2&a=1", "a=1&b=2"), ("a=2&a=1&a", "a=&a=1&a=2"), ("versioning", "versioning="),
      ("a=b=c", "a=b%3Dc"), ("a=:/%2f", "a=%3A%2F%2F"), ("B=1&a=1&A=1", "A=1&B=1&a=1"),
      ("a-b=1&a=2", "a=2&a-b=1"), ("%C3%BC=%e1", "%C3%BC=%E1"), ("a=%7E%20", "a=~%20"), ("&a&&", "a="),
      ("=1", "=1"),
    ] as [(String?, String)])
  func canonical(sent: String?, text: String) throws {
    #expect(try CanonicalQuery(sent).text == text)
  }

  @Test("a bare plus could be read in two ways and is refused", arguments: ["a=b+c", "a+b=c"])
  func plus(query: String) {
    let error = #expect(throws: SigningError.self) { try CanonicalQuery(query) }
    #expect(error?.code == .invalidURL)
    #expect(error?.message.contains("%2B") == true)
  }

  @Test("an escape that is none is refused", arguments: ["a=%", "%4=b", "a=%zz"])
  func badEscape(query: String) {
    #expect(throws: SigningError.self) { try CanonicalQuery(query) }
  }
}

@Suite("The canonical header")
struct CanonicalHeadersTests {
  @Test("names in order, also where one begins another; values folded and joined")
  func order() {
    let headers = CanonicalHeaders([
      HTTPHeader("X-Amz-Meta-B", "  two\t words  "), HTTPHeader("Host", "h"), HTTPHeader("X-Amz-Meta", "1"),
      HTTPHeader("x-amz-meta", "0"), HTTPHeader("X-Empty", ""),
    ])
    #expect(headers.names == "host;x-amz-meta;x-amz-meta-b;x-empty")
    #expect(headers.lines == "host:h\nx-amz-meta:1,0\nx-amz-meta-b:two words\nx-empty:\n")
  }
}
