import Testing

@testable import DarumaAWS

@Suite("Collecting an answer")
struct AnswerBufferTests {
  static func buffer(_ lines: [String], headerLimit: Int = 1000) -> AnswerBuffer {
    var buffer = AnswerBuffer(maximumHeaderBytes: headerLimit, maximumBodyBytes: 10)
    for line in lines { _ = Array(line.utf8).withUnsafeBytes { buffer.receiveLine($0) } }
    return buffer
  }

  @Test("the head of an interim answer is dropped")
  func interim() {
    let buffer = Self.buffer([
      "HTTP/1.1 100 Continue\r\n", "A: 1\r\n", "\r\n", "HTTP/1.1 204\r\n", "B: 2\r\n", "\r\n",
    ])
    #expect(buffer.status == 204)
    #expect(buffer.headers == [HTTPHeader("B", "2")])
  }

  @Test("a folded line belongs to the field before it, and to nothing where there is none")
  func folded() {
    #expect(Self.buffer(["HTTP/1.1 200 OK\r\n", "A: 1\r\n", "\t 2\r\n"]).headers == [HTTPHeader("A", "1 2")])
    #expect(Self.buffer(["HTTP/1.1 200 OK\r\n", " 2\r\n"]).headers == [])
  }

  @Test("bytes that are no UTF-8 do not stop the answer")
  func invalidUTF8() {
    var buffer = AnswerBuffer(maximumHeaderBytes: 1000, maximumBodyBytes: 10)
    let went = ([UInt8]("A: ".utf8) + [0xFF, 0x0D, 0x0A]).withUnsafeBytes { buffer.receiveLine($0) }
    #expect(went)
    #expect(buffer.headers == [HTTPHeader("A", "\u{FFFD}")])
  }

  @Test("the first byte above a limit stops it and says which limit")
  func limits() {
    var body = AnswerBuffer(maximumHeaderBytes: 1000, maximumBodyBytes: 3)
    #expect([1, 2, 3].withUnsafeBytes { body.receiveBody(UnsafeRawBufferPointer(rebasing: $0[..<3])) })
    #expect(!([9] as [UInt8]).withUnsafeBytes { body.receiveBody($0) })
    #expect(body.overflow == .body(limitBytes: 3))
    #expect(
      Self.buffer(["HTTP/1.1 200 OK\r\n", "A: 1\r\n"], headerLimit: 20).overflow == .headers(limitBytes: 20))
  }
}
