import DarumaAWS
import Foundation
import Testing

@Suite("Connections, concurrency and life of the transport")
struct CurlConnectionTests {

  @Test("requests one after the other use one connection")
  func reuse() async throws {
    // However slow the machine is, none is idle for too long.
    try await withLoopback({ $0.idleConnectionSeconds = 3600 }, script: { _, connection in connection.answer() }) {
      loopback in
      for _ in 0..<5 { _ = try await loopback.get() }
      #expect(loopback.server.requests.map(\.connection) == [0, 0, 0, 0, 0])
    }
  }

  @Test("a connection that the server says it closes is not used again")
  func connectionClose() async throws {
    try await withLoopback(script: { _, connection in
      connection.answer(fields: "Connection: close\r\n")
      connection.cut()
    }) { loopback in
      for _ in 0..<2 { _ = try await loopback.get() }
      #expect(loopback.server.requests.map(\.connection) == [0, 1])
    }
  }

  @Test("a request that a kept connection swallowed is not sent a second time")
  func noHiddenResend() async throws {
    try await withLoopback(script: { request, connection in
      if request.line.contains("/swallow") { connection.cut() } else { connection.answer() }
    }) { loopback in
      _ = try await loopback.get()
      let request = loopback.request("POST", "/swallow", body: [1])
      let error = await loopback.failure(of: request)
      #expect(error?.code == .interrupted)
      #expect(error?.outcomeUnknown == true)
      #expect(loopback.server.requests.count { $0.line.contains("/swallow") } == 1)
      let answer = try await loopback.get()
      #expect(answer.status == 200)
    }
  }

  @Test("many requests are under way at once")
  func concurrent() async throws {
    let together = 20
    let gate = Gate(opensAfter: together)
    try await withLoopback(script: { request, connection in
      gate.arriveAndWait()
      connection.answer("200 OK", request.line)
    }) { loopback in
      let bodies = try await withThrowingTaskGroup(of: String.self) { group in
        for number in 0..<together {
          group.addTask {
            String(decoding: try await loopback.get("/\(number)").body, as: UTF8.self)
          }
        }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(bodies == Set((0..<together).map { "GET /\($0) HTTP/1.1" }))
    }
  }

  @Test("more requests than connections to a host wait their turn")
  func connectionLimit() async throws {
    try await withLoopback(
      { $0.maximumConnectionsPerHost = 2 }, script: { _, connection in connection.answer() }
    ) { loopback in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<20 { group.addTask { try await loopback.get().status } }
        for try await status in group { #expect(status == 200) }
      }
      #expect(loopback.server.requests.count == 20)
      #expect(loopback.server.requests.allSatisfy { $0.connection < 2 })
    }
  }

  @Test("one request above the limit is refused at once and not sent")
  func transferLimit() async throws {
    try await withLoopback(
      { $0.maximumTransfers = 1 }, script: { _, connection in connection.waitForEnd() }
    ) {
      loopback in
      let first = Task { () -> TransportError? in
        await loopback.failure(of: loopback.request())
      }
      _ = await loopback.server.nextRequest()
      let error = await loopback.failure(of: loopback.request())
      #expect(error?.code == .unreachable)
      #expect(error?.message.contains("maximumTransfers") == true)
      first.cancel()
      #expect(await first.value?.code == .cancelled)
      #expect(loopback.server.requests.count == 1)
    }
  }

  @Test("cancelling the task gives the transfer up: the server sees its connection end")
  func cancel() async throws {
    let (ends, end) = AsyncStream.makeStream(of: Void.self)
    try await withLoopback(script: { _, connection in
      connection.waitForEnd()
      end.yield()
    }) { loopback in
      let task = Task { () -> TransportError? in
        await loopback.failure(of: loopback.request())
      }
      _ = await loopback.server.nextRequest()
      task.cancel()
      let error = await task.value
      #expect(error?.code == .cancelled)
      #expect(error?.outcomeUnknown == true)
      _ = await ends.first { true }
    }
  }

  @Test("a task that is cancelled already sends nothing")
  func cancelledBefore() async throws {
    try await withLoopback(script: { _, connection in connection.answer() }) { loopback in
      let task = Task { () -> TransportError? in
        withUnsafeCurrentTask { $0?.cancel() }
        return await loopback.failure(of: loopback.request())
      }
      #expect(await task.value?.code == .cancelled)
      _ = try await loopback.get("/after")
      #expect(loopback.server.requests.map(\.line) == ["GET /after HTTP/1.1"])
    }
  }

  @Test("cancelling at any moment ends every request exactly once")
  func cancelRaces() async throws {
    try await withLoopback(script: { _, connection in connection.answer() }) { loopback in
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<200 {
          group.addTask {
            let task = Task { try await loopback.get() }
            task.cancel()
            _ = await task.result
          }
        }
      }
      let answer = try await loopback.get()
      #expect(answer.status == 200)
    }
  }

  @Test("shutting down gives up what is under way, and refuses what comes later")
  func shutdown() async throws {
    try await withLoopback(script: { _, connection in connection.waitForEnd() }) { loopback in
      let task = Task { () -> TransportError? in
        await loopback.failure(of: loopback.request())
      }
      _ = await loopback.server.nextRequest()
      await loopback.transport.shutdown()
      let underWay = await task.value
      #expect(underWay?.code == .cancelled)
      #expect(underWay?.message.contains("shut down") == true)
      let later = await loopback.failure(of: loopback.request())
      #expect(later?.code == .unreachable)
      #expect(later?.outcomeUnknown == false)
      await loopback.transport.shutdown()
    }
  }

  #if os(Linux)
    @Test("its thread can be told from the others by name")
    func threadName() async throws {
      try await withLoopback(script: { _, connection in connection.answer() }) { loopback in
        _ = try await loopback.get()
        let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
        let names = threads.compactMap {
          try? String(contentsOfFile: "/proc/self/task/\($0)/comm", encoding: .utf8)
        }
        #expect(names.contains("daruma-curl\n"))
      }
    }
  #endif

  @Test("a transport that is let go closes its connections")
  func letGo() async throws {
    let (ends, end) = AsyncStream.makeStream(of: Void.self)
    let server = try LoopbackServer { _, connection in
      connection.answer()
      connection.waitForEnd()
      end.yield()
    }
    var transport: CurlTransport? = try CurlTransport(CurlConfiguration(version: "0.test"))
    _ = try await transport?.send(HTTPRequest(method: "GET", url: server.url()))
    transport = nil
    _ = await ends.first { true }
    server.stop()
  }
}

/// Holds threads up until a number of them have come.
final class Gate: Sendable {
  private let condition = NSCondition()
  private let needed: Int
  // Unsafe only by type: read and written under the condition's lock.
  nonisolated(unsafe) private var arrived = 0

  init(opensAfter needed: Int) { self.needed = needed }

  func arriveAndWait() {
    condition.lock()
    defer { condition.unlock() }
    arrived += 1
    condition.broadcast()
    while arrived < needed { condition.wait() }
  }
}
