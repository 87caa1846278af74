import DarumaAWS
import Testing

@Suite("Answers of JSON services")
struct JSONOperationTests {
  private func read(_ text: String) throws -> DescribeServices.Answer {
    try DescribeServices.answer(from: Array(text.utf8))
  }

  @Test("unknown members and missing optional ones don't matter")
  func tolerant() throws {
    let answer = try read(
      #"{"services":[{"serviceName":"api","desiredCount":2,"runningCount":1,"#
        + #""launchType":"FARGATE","createdAt":1.5}]}"#
    )
    #expect(
      answer.services == [ECSService(serviceName: "api", status: nil, desiredCount: 2, runningCount: 1)])
    #expect(try read("{}").services == nil)
  }

  @Test(
    "what can't be read is told with its place",
    arguments: [
      (#"{"services":[{"serviceName":"api","desiredCount":2}]}"#, "services.[0] has no runningCount"),
      (#"{"services":[{"serviceName":3,"desiredCount":2,"runningCount":1}]}"#, "services.[0].serviceName"),
      ("", "the top"), ("<html>", "the top"), ("[]", "the top"),
    ])
  func places(text: String, part: String) {
    let error = #expect(throws: WireFormatError.self) { try read(text) }
    #expect(error?.reason.contains(part) == true, "\(error?.reason ?? "")")
  }
}
