import Foundation
import Synchronization

/// A server on loopback, on plain sockets, that does with each connection exactly what a test says: also what
/// no decent server would do. Its threads end with `stop()`.
final class LoopbackServer: Sendable {
  struct Failure: Error {
    var call: String
    var code: Int32
  }

  /// One request as it arrived.
  struct Request: Sendable {
    /// Which connection it came on, counted from 0.
    var connection: Int
    /// The head without the empty line, as sent.
    var head: String
    var body: [UInt8]

    var line: String { head.components(separatedBy: "\r\n").first ?? "" }

    /// The values of all fields of this name, in order.
    func values(_ name: String) -> [String] {
      head.components(separatedBy: "\r\n").dropFirst().compactMap { field in
        guard field.lowercased().hasPrefix(name.lowercased() + ":") else { return nil }
        return field.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
      }
    }
  }

  typealias Script = @Sendable (Request, LoopbackConnection) -> Void

  let port: Int
  private let listener: Int32
  private let script: Script
  private let received = Mutex<[Request]>([])
  private let open = Mutex<[Int32: LoopbackConnection]>([:])
  private let arrivals: AsyncStream<Request>
  private let arrival: AsyncStream<Request>.Continuation
  private let ends: AsyncStream<Void>
  private let end: AsyncStream<Void>.Continuation

  /// Listens on a free port of 127.0.0.1. `script` is called with every request, on a thread of its
  /// connection.
  init(_ script: @escaping Script) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard listener >= 0 else { throw Failure(call: "socket", code: errno) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 128) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    guard bound else { throw Failure(call: "bind", code: errno) }
    port = Int(UInt16(bigEndian: address.sin_port))
    self.listener = listener
    self.script = script
    (arrivals, arrival) = AsyncStream.makeStream()
    (ends, end) = AsyncStream.makeStream()
    let thread = Thread { [self] in acceptAll() }
    thread.start()
  }

  func url(_ target: String = "/") -> String { "http://127.0.0.1:\(port)\(target)" }

  /// Everything received so far.
  var requests: [Request] { received.withLock { $0 } }

  /// Waits for the next request that nobody has waited for yet.
  func nextRequest() async -> Request? { await arrivals.first { _ in true } }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    for connection in open.withLock({ Array($0.values) }) { connection.cut() }
    arrival.finish()
  }

  /// Waits until nothing listens on the port any more. Call ``stop()`` first.
  func waitForEnd() async { for await _ in ends {} }

  private func acceptAll() {
    var count = 0
    while true {
      let descriptor = accept(listener, nil, nil)
      guard descriptor >= 0 else { break }
      let connection = LoopbackConnection(descriptor: descriptor, index: count)
      count += 1
      open.withLock { $0[descriptor] = connection }
      let thread = Thread { [self] in
        serve(connection)
        open.withLock { $0[descriptor] = nil }
        connection.close()
      }
      thread.start()
    }
    close(listener)
    end.finish()
  }

  private func serve(_ connection: LoopbackConnection) {
    while let request = connection.readRequest() {
      received.withLock { $0.append(request) }
      arrival.yield(request)
      script(request, connection)
    }
  }
}

/// The server's end of one connection. Reads and writes block the connection's own thread.
final class LoopbackConnection: Sendable {
  let index: Int
  private let descriptor: Int32
  private let unread = Mutex<[UInt8]>([])

  init(descriptor: Int32, index: Int) {
    self.descriptor = descriptor
    self.index = index
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// A complete answer with its length.
  func answer(_ status: String = "200 OK", _ body: String = "", fields: String = "") {
    send("HTTP/1.1 \(status)\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  /// Ends both directions at once; the peer sees the end of the stream.
  func cut() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Blocks until the peer has closed its side.
  func waitForEnd() { while read() {} }

  func close() { Foundation.close(descriptor) }

  func readRequest() -> LoopbackServer.Request? {
    while true {
      if let request = unread.withLock({ takeRequest(&$0) }) { return request }
      guard read() else { return nil }
    }
  }

  private func takeRequest(_ bytes: inout [UInt8]) -> LoopbackServer.Request? {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
    var request = LoopbackServer.Request(connection: index, head: head, body: [])
    let length = request.values("Content-Length").first.flatMap { Int($0) } ?? 0
    guard bytes.count >= end.upperBound + length else { return nil }
    request.body = Array(bytes[end.upperBound..<end.upperBound + length])
    bytes.removeSubrange(..<(end.upperBound + length))
    return request
  }

  private func read() -> Bool {
    var part = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &part, part.count, 0)
    guard count > 0 else { return false }
    unread.withLock { $0.append(contentsOf: part[..<count]) }
    return true
  }
}
