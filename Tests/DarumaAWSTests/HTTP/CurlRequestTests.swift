import DarumaAWS
import Foundation
import Testing

@Suite("What the transport puts on the wire")
struct CurlRequestTests {
  @Test("a request arrives exactly as given, with nothing added but host, length and user agent")
  func exactRequest() async throws {
    try await withLoopback(script: { _, connection in connection.answer() }) { loopback in
      let request = HTTPRequest(
        method: "POST", url: loopback.server.url("/a?b=c%2Fd&e"),
        headers: [
          HTTPHeader("X-Amz-Target", "Service.Action"),
          HTTPHeader("Content-Type", "application/x-amz-json-1.1"),
          HTTPHeader("X-Empty", ""),
        ], body: Array(#"{"a":1}"#.utf8))
      _ = try await loopback.send(request)
      let seen = try #require(loopback.server.requests.first)
      let lines = Set(seen.head.components(separatedBy: "\r\n"))
      #expect(
        lines == [
          "POST /a?b=c%2Fd&e HTTP/1.1", "Host: 127.0.0.1:\(loopback.server.port)",
          "User-Agent: daruma/0.test",
          "X-Amz-Target: Service.Action", "Content-Type: application/x-amz-json-1.1", "X-Empty:",
          "Content-Length: 7",
        ])
      #expect(seen.body == request.body)
    }
  }

  @Test("a body without a content type is sent without one")
  func noDefaultContentType() async throws {
    try await withLoopback(script: { _, connection in connection.answer() }) { loopback in
      _ = try await loopback.send(loopback.request("POST", body: [1, 2, 3]))
      let seen = try #require(loopback.server.requests.first)
      #expect(seen.values("Content-Type").isEmpty)
      #expect(seen.values("Expect").isEmpty)
      #expect(seen.values("Accept").isEmpty)
    }
  }

  @Test("host and user agent of the request win")
  func ownHost() async throws {
    try await withLoopback(script: { _, connection in connection.answer() }) { loopback in
      let headers = [HTTPHeader("Host", "rds.us-west-2.amazonaws.com"), HTTPHeader("User-Agent", "probe/1")]
      _ = try await loopback.send(loopback.request("GET", headers: headers))
      let seen = try #require(loopback.server.requests.first)
      #expect(seen.values("Host") == ["rds.us-west-2.amazonaws.com"])
      #expect(seen.values("User-Agent") == ["probe/1"])
    }
  }

  @Test(
    "the path is sent as it is",
    arguments: [
      "/a/../b//c/./", "/%2e%2E/x", "/backup-vaults/v/recovery-points/arn%3Aaws%3Abackup%3A%2Fx", "/!*'()",
      "/x?", "/x?a=%20+b&&=",
    ])
  func pathAsIs(target: String) async throws {
    try await withLoopback(script: { _, connection in connection.answer() }) { loopback in
      _ = try await loopback.send(loopback.request("GET", target))
      #expect(loopback.server.requests.first?.line == "GET \(target) HTTP/1.1")
    }
  }

  @Test(
    "every method is sent under its name", arguments: ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
  func methods(method: String) async throws {
    try await withLoopback(script: { _, connection in connection.answer("200 OK", "ok") }) { loopback in
      let empty = try await loopback.send(loopback.request(method))
      let full = try await loopback.send(loopback.request(method, body: [65]))
      #expect(empty.body == Array("ok".utf8))
      #expect(full.body == Array("ok".utf8))
      #expect(loopback.server.requests.map(\.line) == Array(repeating: "\(method) / HTTP/1.1", count: 2))
      #expect(loopback.server.requests.map(\.body) == [[], [65]])
    }
  }

  @Test("an empty body of a writing method has its length said", arguments: ["POST", "PUT", "PATCH"])
  func emptyBody(method: String) async throws {
    try await withLoopback(script: { _, connection in connection.answer() }) { loopback in
      _ = try await loopback.send(loopback.request(method))
      #expect(loopback.server.requests.first?.values("Content-Length") == ["0"])
    }
  }

  @Test("a content length that agrees with the body is sent once", arguments: ["PUT", "GET", "DELETE"])
  func agreeingLength(method: String) async throws {
    try await withLoopback(script: { _, connection in connection.answer() }) { loopback in
      for body: [UInt8] in [[1, 2], []] {
        let headers = [HTTPHeader("Content-Length", String(body.count))]
        _ = try await loopback.send(loopback.request(method, headers: headers, body: body))
      }
      #expect(loopback.server.requests.map { $0.values("Content-Length") } == [["2"], ["0"]])
    }
  }

  @Test("a large body arrives whole, zero bytes and all")
  func largeBody() async throws {
    let body = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try await withLoopback(script: { _, connection in connection.answer() }) { loopback in
      _ = try await loopback.send(loopback.request("PUT", body: body))
      #expect(loopback.server.requests.first?.body == body)
    }
  }
}
