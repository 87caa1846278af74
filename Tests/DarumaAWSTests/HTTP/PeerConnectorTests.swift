import DarumaAWS
import DarumaCore
import Foundation
import Testing

@Suite("Connecting, and nothing else")
struct PeerConnectorTests {
  @Test("a server that accepts is connected to, and is asked nothing; a port where nobody listens is not")
  func accepted() async throws {
    let transport = try CurlTransport(CurlConfiguration(version: "0.test"))
    let listener = try Listener()
    let peer = Peer(host: "127.0.0.1", port: listener.port, usesTLS: false)
    #expect(try await transport.connect(to: peer, timeout: .seconds(10)) == nil)
    #expect(listener.bytesOfFirstConnection() == 0)
    listener.stop()
    // One that is bound and does not listen: nobody else can take its port meanwhile.
    let deaf = try Listener(listens: false)
    let error = await #expect(throws: TransportError.self) {
      try await transport.connect(to: Peer(host: "127.0.0.1", port: deaf.port, usesTLS: false), timeout: .seconds(10))
    }
    deaf.stop()
    #expect(error?.code == .unreachable)
    await transport.shutdown()
  }

  @Test(
    "a trusted certificate shows its end, each time anew; one from nowhere is refused",
    .enabled(if: FileManager.default.isExecutableFile(atPath: OpenSSLServer.program)))
  func certificate() async throws {
    let server = try await OpenSSLServer.start(name: "127.0.0.1")
    defer { server.stop() }
    var configuration = CurlConfiguration(version: "0.test")
    configuration.certificateBundlePath = server.certificatePath
    let transport = try CurlTransport(configuration)
    let peer = Peer(host: "127.0.0.1", port: server.port, usesTLS: true)
    // A connection that is kept must not stand for a new one.
    _ = try await transport.send(HTTPRequest(method: "GET", url: "https://127.0.0.1:\(server.port)/"))
    for _ in 1...2 {
      let shown = try #require(try await transport.connect(to: peer, timeout: .seconds(10)))
      let left = Double(shown.expiresAt.milliseconds) / 1000 - Date().timeIntervalSince1970
      #expect((86_400...2 * 86_400).contains(left), "the server's certificate is made for two days")
    }
    await transport.shutdown()

    let suspicious = try CurlTransport(CurlConfiguration(version: "0.test"))
    let error = await #expect(throws: TransportError.self) {
      try await suspicious.connect(to: peer, timeout: .seconds(10))
    }
    #expect(error?.code == .untrusted)
    await suspicious.shutdown()
  }

  @Test(
    "the times of certificates are read as OpenSSL prints them, and nothing else is",
    arguments: [
      ("Nov  4 03:42:00 2027 GMT", "2027-11-04T03:42:00.000Z"),
      ("Dec 31 23:59:59 2026 GMT", "2026-12-31T23:59:59.000Z"),
      ("Dec 31 23:59:59 2026", nil), ("Dec 32 23:59:59 2026 GMT", nil), ("2026-12-31T23:59:59Z", nil),
      ("Foo 31 23:59:59 2026 GMT", nil), ("Dec 31 23:59:59 26 GMT", nil), ("", nil), ("Bad time value", nil),
    ])
  func times(text: String, instant: String?) {
    #expect(HTTPDate.readCertificate(text) == instant.flatMap { Instant(rfc3339: $0) })
  }
}

/// A socket of this machine that listens, and takes connections only when it is asked for them.
private final class Listener {
  let port: Int
  private let descriptor: Int32

  init(listens: Bool = true) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = descriptor
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && (!listens || listen(socket, 4) == 0) && getsockname(socket, $0, &length) == 0
      }
    }
    try #require(isBound)
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  /// What the first peer sent until it closed.
  func bytesOfFirstConnection() -> Int {
    let connection = accept(descriptor, nil, nil)
    defer { _ = close(connection) }
    var bytes = [UInt8](repeating: 0, count: 100)
    return read(connection, &bytes, bytes.count)
  }

  func stop() { _ = close(descriptor) }
}
