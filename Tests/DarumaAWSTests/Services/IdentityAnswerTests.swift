import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Answers of STS and SNS")
struct IdentityAnswerTests {
  @Test("GetCallerIdentity")
  func identity() async throws {
    let harness = CallHarness([
      .success(
        .ok(
          """
          <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <GetCallerIdentityResult>
          <Arn>arn:aws:sts::012345678901:assumed-role/r/s</Arn><UserId>U:s</UserId><Account>012345678901\
          </Account>
          </GetCallerIdentityResult></GetCallerIdentityResponse>
          """))
    ])
    let answer = try await harness.client.send(GetCallerIdentity(), in: "us-west-2")
    #expect(answer.account == "012345678901")
    #expect(answer.arn == "arn:aws:sts::012345678901:assumed-role/r/s")
    #expect(answer.userID == "U:s")
  }

  @Test("Publish")
  func publish() async throws {
    let harness = CallHarness([
      .success(
        .ok("<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>"))
    ])
    let answer = try await harness.client.send(
      Publish(topic: "t", subject: nil, message: "m"), in: "us-west-2")
    #expect(answer.messageID == "m-1")
  }
}
