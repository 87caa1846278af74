import DarumaAWS
import Foundation
import Testing

@Suite("What the transport makes of answers")
struct CurlAnswerTests {

  @Test("status, fields in their order and body come back")
  func answer() async throws {
    try await withLoopback(script: { _, connection in
      connection.answer("200 OK", "hello", fields: "X-A: 1\r\nx-b:   two words \r\nX-A: 3\r\nX-Empty:\r\n")
    }) { loopback in
      let answer = try await loopback.get()
      #expect(answer.status == 200)
      #expect(
        answer.headers == [
          HTTPHeader("X-A", "1"), HTTPHeader("x-b", "two words"), HTTPHeader("X-A", "3"),
          HTTPHeader("X-Empty", ""), HTTPHeader("Content-Length", "5"),
        ])
      #expect(answer.body == Array("hello".utf8))
    }
  }

  @Test(
    "every final status is an answer", arguments: [201, 204, 299, 304, 400, 403, 418, 429, 500, 503, 599])
  func statuses(status: Int) async throws {
    try await withLoopback(script: { _, connection in
      connection.send(
        "HTTP/1.1 \(status)\r\n\(status == 204 || status == 304 ? "" : "Content-Length: 0\r\n")\r\n")
    }) { loopback in
      let answer = try await loopback.get()
      #expect(answer.status == status)
    }
  }

  @Test("a redirect is an answer and is not followed")
  func redirect() async throws {
    try await withLoopback(script: { _, connection in
      connection.answer("307 Temporary Redirect", fields: "Location: /elsewhere\r\n")
    }) { loopback in
      let answer = try await loopback.get()
      #expect(answer.status == 307)
      #expect(answer.header("location") == "/elsewhere")
      #expect(loopback.server.requests.count == 1)
    }
  }

  @Test("interim answers are passed over")
  func interim() async throws {
    try await withLoopback(script: { _, connection in
      connection.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n")
      connection.answer("201 Created", "done")
    }) { loopback in
      let answer = try await loopback.send(loopback.request("POST", body: [1]))
      #expect(answer.status == 201)
      #expect(answer.header("Link") == nil)
      #expect(answer.body == Array("done".utf8))
    }
  }

  @Test("a chunked answer is put together")
  func chunked() async throws {
    try await withLoopback(script: { _, connection in
      connection.send(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n")
    }) { loopback in
      let answer = try await loopback.get()
      #expect(answer.body == Array("abcde".utf8))
    }
  }

  @Test("the answer to HEAD has no body, whatever length it names")
  func head() async throws {
    try await withLoopback(script: { _, connection in
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n")
    }) { loopback in
      let answer = try await loopback.send(loopback.request("HEAD"))
      #expect(answer.status == 200)
      #expect(answer.body.isEmpty)
      #expect(answer.header("content-length") == "1000000000000")
    }
  }

  @Test("an answer without a length ends with its connection")
  func untilClose() async throws {
    try await withLoopback(script: { _, connection in
      connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nall of it")
      connection.cut()
    }) { loopback in
      let answer = try await loopback.get()
      #expect(answer.body == Array("all of it".utf8))
    }
  }

  @Test("a large answer comes back whole")
  func large() async throws {
    let body = String(repeating: "0123456789abcdef", count: 300_000)
    try await withLoopback(script: { _, connection in connection.answer("200 OK", body) }) { loopback in
      let answer = try await loopback.get()
      #expect(answer.body == Array(body.utf8))
    }
  }

  @Test("an answer of just the largest size is taken, one byte more is refused, its outcome unknown")
  func bodyLimit() async throws {
    try await withLoopback(
      { $0.maximumBodyBytes = 1000 },
      script: { request, connection in
        connection.answer(
          "200 OK", String(repeating: "x", count: request.line.contains("/more") ? 1001 : 1000))
      }
    ) { loopback in
      let answer = try await loopback.get()
      #expect(answer.body.count == 1000)
      let more = loopback.request("GET", "/more")
      let error = await loopback.failure(of: more)
      #expect(error?.code == .tooLarge)
      #expect(error?.outcomeUnknown == true)
      #expect(error?.message.contains("1000 bytes") == true)
    }
  }

  @Test("a head above its limit is refused")
  func headLimit() async throws {
    try await withLoopback(
      { $0.maximumHeaderBytes = 500 },
      script: { _, connection in
        connection.answer("200 OK", fields: "X-Long: \(String(repeating: "y", count: 500))\r\n")
      }
    ) { loopback in
      let error = await loopback.failure(of: loopback.request())
      #expect(error?.code == .tooLarge)
      #expect(error?.message.contains("head of the answer") == true)
    }
  }
}
