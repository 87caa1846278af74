import DarumaAWS
import Foundation
import Testing

@Suite("What the transport makes of faults")
struct CurlFaultTests {

  @Test("a connection cut in the middle of the body leaves the outcome unknown")
  func cutInBody() async throws {
    try await withLoopback(script: { _, connection in
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
      connection.cut()
    }) { loopback in
      let error = await loopback.failure(of: loopback.request())
      #expect(error?.code == .interrupted)
      #expect(error?.outcomeUnknown == true)
      #expect(error?.message.contains("127.0.0.1:\(loopback.server.port)") == true)
    }
  }

  @Test("a connection cut before the answer leaves the outcome unknown")
  func cutBeforeAnswer() async throws {
    try await withLoopback(script: { _, connection in connection.cut() }) { loopback in
      let error = await loopback.failure(of: loopback.request())
      #expect(error?.code == .interrupted)
    }
  }

  @Test("a cut in the middle of a chunk leaves the outcome unknown")
  func cutInChunk() async throws {
    try await withLoopback(script: { _, connection in
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")
      connection.cut()
    }) { loopback in
      let error = await loopback.failure(of: loopback.request())
      #expect(error?.code == .interrupted)
    }
  }

  @Test(
    "what is no HTTP leaves the outcome unknown",
    arguments: ["nonsense\r\n\r\n", "SSH-2.0-x\r\n", "HTTP/9.9 x\r\n\r\n"])
  func noHTTP(answer: String) async throws {
    try await withLoopback(script: { _, connection in
      connection.send(answer)
      connection.cut()
    }) { loopback in
      let error = await loopback.failure(of: loopback.request())
      #expect(error?.code == .interrupted)
    }
  }

  @Test("bytes after the named length are no part of this answer, nor of the next")
  func excess() async throws {
    try await withLoopback(script: { _, connection in
      connection.send(
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 500 Smuggled\r\nContent-Length: 0\r\n\r\n")
    }) { loopback in
      let first = try await loopback.get()
      let second = try await loopback.get()
      #expect(first.status == 200)
      #expect(second.status == 200)
      #expect(first.body == Array("ok".utf8))
      #expect(second.body == Array("ok".utf8))
      #expect(loopback.server.requests.map(\.connection) == [0, 1])
    }
  }

  @Test("an answer that does not come within the time-out leaves the outcome unknown")
  func slowAnswer() async throws {
    try await withLoopback(script: { _, connection in connection.waitForEnd() }) { loopback in
      let request = loopback.request("GET", timeout: .milliseconds(100))
      let error = await loopback.failure(of: request)
      #expect(error?.code == .timedOut)
      #expect(error?.outcomeUnknown == true)
    }
  }

  @Test("a body that stops coming runs into the time-out")
  func stalledBody() async throws {
    try await withLoopback(script: { _, connection in
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
      connection.waitForEnd()
    }) { loopback in
      let request = loopback.request("GET", timeout: .milliseconds(100))
      let error = await loopback.failure(of: request)
      #expect(error?.code == .timedOut)
    }
  }

  @Test("nobody listening: the request never left")
  func refused() async throws {
    try await withLoopback(script: { _, _ in }) { loopback in
      // The system does not hand the port out again at once.
      loopback.server.stop()
      await loopback.server.waitForEnd()
      let error = await loopback.failure(of: loopback.request())
      #expect(error?.code == .unreachable)
      #expect(error?.outcomeUnknown == false)
    }
  }

  @Test("a handshake that is never answered: the request never left")
  func handshakeStalls() async throws {
    try await withLoopback({ $0.connectTimeout = .milliseconds(100) }, script: { _, _ in }) { loopback in
      let request = HTTPRequest(method: "GET", url: "https://127.0.0.1:\(loopback.server.port)/")
      let error = await loopback.failure(of: request)
      #expect(error?.code == .unreachable)
      #expect(error?.outcomeUnknown == false)
    }
  }

  @Test("a request that can't be sent reaches nobody")
  func invalid() async throws {
    try await withLoopback(script: { _, connection in connection.answer() }) { loopback in
      var request = loopback.request()
      request.headers = [HTTPHeader("X-A", "1\r\nX-Injected: 2")]
      let error = await loopback.failure(of: request)
      #expect(error?.code == .invalidRequest)
      #expect(loopback.server.requests.isEmpty)
    }
  }
}
