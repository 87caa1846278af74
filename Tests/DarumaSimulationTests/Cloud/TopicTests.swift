import Testing

@testable import DarumaSimulation

@Suite("SNS topics")
struct TopicTests {
  private var topic: String { "arn:aws:sns:us-west-2:123456789012:\(SampleEstate.topic)" }

  private func messages(_ scenario: Scenario) -> [PublishedMessage] {
    scenario.cloud.estate[region: "us-west-2"].topics.topics[topic]?.messages.elements ?? []
  }

  @Test("what is published is kept, in order, repeats included")
  func publishing() throws {
    var scenario = Scenario()
    let first = try scenario.call(Publish(topic: topic, subject: "s", message: "one", attributes: ["a": "b"]))
    let second = try scenario.call(Publish(topic: topic, message: "one"))
    #expect(first.id != second.id)
    #expect(messages(scenario) == [first, second])
  }

  @Test("only the newest are kept")
  func bounded() throws {
    var scenario = Scenario()
    for number in 0..<(Topic.keptMessages + 3) {
      _ = try scenario.call(Publish(topic: topic, message: "m\(number)"))
    }
    #expect(messages(scenario).count == Topic.keptMessages)
    #expect(messages(scenario).first?.message == "m3")
    #expect(scenario.cloud.estate[region: "us-west-2"].topics.topics[topic]?.messages.dropped == 3)
  }

  @Test(
    "what can't be published is refused",
    arguments: [
      ("arn:aws:sns:us-west-2:123456789012:nowhere", "m", nil, "NotFound"),
      ("arn:aws:sns:us-east-1:123456789012:kaigo-oncall", "m", nil, "InvalidParameter"),
      ("kaigo-oncall", "m", nil, "InvalidParameter"),
      ("arn:aws:sns:us-west-2:123456789012:kaigo-oncall", "", nil, "InvalidParameter"),
      ("arn:aws:sns:us-west-2:123456789012:kaigo-oncall", "m", "two\nlines", "InvalidParameter"),
      (
        "arn:aws:sns:us-west-2:123456789012:kaigo-oncall", "m", String(repeating: "s", count: 101),
        "InvalidParameter"
      ),
    ] as [(String, String, String?, String)])
  func refusals(topic: String, message: String, subject: String?, code: String) {
    var scenario = Scenario()
    #expect(scenario.refusal(of: Publish(topic: topic, subject: subject, message: message)) == code)
    #expect(messages(scenario).isEmpty)
  }

  @Test("making a topic again keeps its messages")
  func idempotent() throws {
    var scenario = Scenario()
    let published = try scenario.call(Publish(topic: topic, message: "m"))
    #expect(try scenario.call(CreateTopic(topicName: SampleEstate.topic)).arn == topic)
    #expect(messages(scenario) == [published])
  }
}
