import DarumaAWS
import Foundation
import Synchronization
import Testing

@Suite("Asking a name server")
struct SystemNameLookupTests {
  private static let pointer: [UInt8] = [0xC0, 0x0C]

  /// One record of the answer: of the name that was asked for, for a minute.
  private static func record(_ type: UInt8, _ data: [UInt8]) -> [UInt8] {
    pointer + [0, type, 0, 1, 0, 0, 0, 60, 0, UInt8(data.count)] + data
  }
  private static func label(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + text.utf8 }
  private static let target = label("lb") + label("example") + [0]

  private static func values(
    _ type: NameQuestion.RecordType, code: UInt8 = 0, _ records: [[UInt8]]
  ) async throws -> (values: [String], questions: [[UInt8]]) {
    let server = try FakeNameServer(code: code, records)
    defer { server.stop() }
    let values = try await SystemNameLookup().values(
      of: NameQuestion(name: "app.example", type: type), at: NameServer(address: "127.0.0.1", port: server.port))
    return (values, server.questions)
  }

  @Test("records of the wanted type alone are given, whatever stands before them")
  func records() async throws {
    let chain = Self.record(5, Self.target)
    let found = try await Self.values(.a, [chain, Self.record(1, [192, 0, 2, 1]), Self.record(1, [192, 0, 2, 2])])
    #expect(found.values == ["192.0.2.1", "192.0.2.2"])
    #expect(found.questions == [Self.label("app") + Self.label("example") + [0, 0, 1, 0, 1]])
    #expect(try await Self.values(.cname, [chain]).values == ["lb.example"])
    let sixth: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]
    #expect(try await Self.values(.aaaa, [Self.record(28, sixth)]).values == ["2001:db8::1"])
  }

  @Test("no such name, and none of that type, are answers", arguments: [3, 0] as [UInt8])
  func none(code: UInt8) async throws { #expect(try await Self.values(.a, code: code, []).values == []) }

  @Test("a refusal, nonsense and silence are no answers")
  func noAnswer() async throws {
    for (code, records) in [
      (2, []), (5, []), (0, [Self.record(1, [192, 0, 2])]), (0, [[0xC0]]), (0, [Self.record(5, [0xC0, 0xFF])]),
    ] as [(UInt8, [[UInt8]])] {
      let type: NameQuestion.RecordType = records.first?.dropFirst(3).first == 5 ? .cname : .a
      await #expect(throws: NameLookupError.self) { try await Self.values(type, code: code, records) }
    }
    await #expect(throws: NameLookupError.self) {
      try await SystemNameLookup().values(
        of: NameQuestion(name: "app.example", type: .a), at: NameServer(address: "no address"))
    }
  }
}

/// Answers every question over UDP with the same records, on a thread of its own.
private final class FakeNameServer: Sendable {
  let port: UInt16
  private let descriptor: Int32
  private let heard = Heard()

  private final class Heard: Sendable {
    let questions = Mutex<[[UInt8]]>([])
  }

  init(code: UInt8, _ records: [[UInt8]]) throws {
    let socket = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    try #require(isBound)
    descriptor = socket
    port = UInt16(bigEndian: address.sin_port)
    let heard = heard
    let thread = Thread { Self.serve(socket, heard, code, records) }
    thread.start()
  }

  var questions: [[UInt8]] { heard.questions.withLock { $0 } }

  /// Wakes the thread, which then finds no socket.
  func stop() {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  private static func serve(_ socket: Int32, _ heard: Heard, _ code: UInt8, _ records: [[UInt8]]) {
    while true {
      var question = [UInt8](repeating: 0, count: 512)
      var peer = sockaddr()
      var length = socklen_t(MemoryLayout<sockaddr>.size)
      let count = recvfrom(socket, &question, question.count, 0, &peer, &length)
      guard count > 12 else { return }
      // The name ends with an empty label; type and class follow. What comes after is not repeated.
      let end = (question[12...].firstIndex(of: 0) ?? 12) + 5
      heard.questions.withLock { $0.append(Array(question[12..<end])) }
      let head: [UInt8] = [question[0], question[1], 0x81, 0x80 | code, 0, 1, 0, UInt8(records.count), 0, 0, 0, 0]
      let answer = head + question[12..<end] + records.joined()
      sendto(socket, answer, answer.count, 0, &peer, length)
    }
  }
}
