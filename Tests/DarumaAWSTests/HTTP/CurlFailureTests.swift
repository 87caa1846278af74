import Testing

@testable import DarumaAWS

@Suite("What a failure of libcurl means")
struct CurlFailureTests {
  @Test(
    "before the request was sent its outcome is known, afterwards it never is",
    arguments: [1, 3, 5, 6, 7, 16, 27, 28, 35, 42, 52, 55, 56, 58, 60, 77, 83, 91, 92, 95])
  func stages(code: UInt32) {
    let before = CurlFailure.error(code, stage: .connecting, target: "GET https://h", detail: "")
    #expect(!before.outcomeUnknown)
    #expect(before.message.hasSuffix("The request was not sent."))
    let after = CurlFailure.error(code, stage: .requestStarted, target: "GET https://h", detail: "why")
    #expect(after.outcomeUnknown)
    #expect(after.message == "GET https://h: why. The request may have been received.")
  }

  @Test(
    "codes with a meaning of their own",
    arguments: [
      (60, .untrusted), (77, .untrusted), (91, .untrusted), (1, .invalidRequest), (3, .invalidRequest),
      (6, .unreachable), (7, .unreachable), (28, .unreachable), (35, .unreachable),
    ] as [(UInt32, TransportError.Code)])
  func codes(code: UInt32, meaning: TransportError.Code) {
    #expect(CurlFailure.error(code, stage: .connecting, target: "t", detail: "").code == meaning)
  }

  @Test("a time-out after sending is told apart from a broken connection")
  func timeout() {
    #expect(CurlFailure.error(28, stage: .requestStarted, target: "t", detail: "").code == .timedOut)
    #expect(
      CurlFailure.error(56, stage: .requestStarted, target: "t", detail: "").code == .interrupted)
  }
}
