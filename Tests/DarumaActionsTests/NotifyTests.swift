import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCore
import Foundation
import TestSupport
import Testing

@Suite("Telling people")
struct NotifyTests {
  private static let topic = Channel.sns(topic: "arn:aws:sns:us-west-2:123456789012:ops")
  private static let webhook = Channel.webhook(url: "https://hooks.example/T0/secret?x=1")

  private static func effect(
    _ channels: Channel..., subject: String = "Approve?", message: String = "Please."
  ) -> Effect {
    Effect.sample(
      .notice(channels: channels, subject: subject, message: message, from: "us-west-2"), step: "tell")
  }

  @Test("there is nothing to observe")
  func observe() async throws {
    let scene = Scene()
    #expect(try await scene.cloud.observe(Self.effect(Self.topic, Self.webhook)) == .absent)
    #expect(scene.world.log.isEmpty)
  }

  @Test("a topic is published to, with the effect's id")
  func publish() async throws {
    let scene = Scene()
    #expect(try await scene.cloud.act(Self.effect(Self.topic)) == .finished(outputs: [:]))
    let form = try #require(scene.world.with { $0.sns.published.first })
    #expect(form["TopicArn"] == "arn:aws:sns:us-west-2:123456789012:ops")
    #expect(form["Subject"] == "Approve?")
    #expect(form["Message"] == "Please.")
    #expect(form["MessageAttributes.entry.3.Name"] == "daruma.effect")
    #expect(form["MessageAttributes.entry.3.Value.StringValue"] == "\(ExecutionID.sample)/tell/1")
    #expect(form["MessageGroupId"] == nil)
  }

  @Test("a FIFO topic gets the same deduplication id in every repeat, and another for another effect")
  func fifo() async throws {
    let scene = Scene()
    let topic = Channel.sns(topic: "arn:aws:sns:us-west-2:123456789012:ops.fifo")
    var other = Self.effect(topic)
    other.id = "other"
    for effect in [Self.effect(topic), Self.effect(topic), other] { _ = try await scene.cloud.act(effect) }
    let ids = scene.world.with { $0.sns.published.map { $0["MessageDeduplicationId"] } }
    #expect(ids[0]?.count == 64)
    #expect(ids[0] == ids[1])
    #expect(ids[0] != ids[2])
  }

  @Test("a webhook gets JSON, and the effect's id as its key")
  func post() async throws {
    let scene = Scene()
    _ = try await scene.cloud.act(Self.effect(Self.webhook, subject: "落ちました", message: "a \"b\"\n"))
    let request = try #require(scene.world.with { $0.sites.asked.first })
    #expect(request.method == "POST")
    #expect(
      request.headers == [
        HTTPHeader("Content-Type", "application/json"),
        HTTPHeader("Idempotency-Key", "\(ExecutionID.sample)/tell/1"),
      ])
    let body = try JSONDecoder().decode([String: String].self, from: Data(request.body))
    #expect(
      body == [
        "effect": "\(ExecutionID.sample)/tell/1", "application": "kaigo", "execution": "\(ExecutionID.sample)",
        "step": "tell", "subject": "落ちました", "message": "a \"b\"\n", "text": "落ちました\na \"b\"\n",
      ])
  }

  @Test("one channel that fails does not keep the others from being used")
  func partial() async throws {
    let scene = Scene()
    let effect = Self.effect(
      .sns(topic: "arn:aws:sns:us-west-2:1:missing"), .webhook(url: "not a url"), Self.webhook, Self.topic)
    let fault = try #require(await scene.faultOfActing(effect))
    #expect(fault.code == "sns.NotFound")
    #expect(fault.message.contains("Topic does not exist"))
    #expect(fault.message.contains("The URL of a webhook can't be used"))
    #expect(!fault.isRetriable)
    #expect(scene.world.with { $0.sns.published.count } == 1)
    #expect(scene.world.with { $0.sites.asked.count } == 1)
  }

  @Test("something that is no topic is refused before asking")
  func noTopic() async throws {
    for topic in ["arn:aws:sqs:us-west-2:1:q", "ops", "arn:aws:sns::1:t"] {
      let scene = Scene()
      let fault = await scene.faultOfActing(Self.effect(.sns(topic: ARN(topic))))
      #expect(fault?.code == "sns.not-a-topic")
      #expect(scene.world.log.isEmpty)
    }
  }

  @Test("a message whose receipt was lost may arrive twice, under the same id")
  func lostAnswer() async throws {
    let scene = Scene()
    scene.world.spoil("Publish", .answerLost)
    #expect(await scene.faultOfActing(Self.effect(Self.topic))?.kind == .outcomeUnknown)
    _ = try await scene.cloud.act(Self.effect(Self.topic))
    let ids = scene.world.with { $0.sns.published.map { $0["MessageAttributes.entry.3.Value.StringValue"] } }
    #expect(ids.count == 2)
    #expect(Set(ids).count == 1)
  }

  @Test(
    "what a webhook's answer means",
    arguments: [
      (400, .refused, false), (404, .refused, false), (301, .refused, false), (429, .throttled, true),
      (500, .outcomeUnknown, true), (503, .outcomeUnknown, true),
    ] as [(Int, CloudFault.Kind, Bool)])
  func webhookAnswers(status: Int, kind: CloudFault.Kind, isRetriable: Bool) async throws {
    let scene = Scene()
    scene.world.with { $0.sites.statuses = [status] }
    let fault = try #require(await scene.faultOfActing(Self.effect(Self.webhook)))
    #expect(fault.kind == kind)
    #expect(fault.isRetriable == isRetriable)
    #expect(fault.code == "webhook.http-\(status)")
  }

  @Test("a webhook's secret is never shown")
  func secret() async throws {
    let failures: [ScriptedTransport.Reply] = [
      .failure(TransportError(.unreachable, "https://hooks.example/T0/secret: no")),
      .failure(TransportError(.invalidRequest, "https://hooks.example/T0/secret: no")),
      .failure(TransportError(.timedOut, "https://hooks.example/T0/secret: no")),
      .success(HTTPResponse(status: 500)),
    ]
    for failure in failures {
      let cloud = AWSCloud(
        client: CallHarness([]).client, transport: ScriptedTransport([failure]),
        addresses: WebhookAddresses())
      let fault = await #expect(throws: CloudFault.self) { try await cloud.act(Self.effect(Self.webhook)) }
      #expect(fault?.message.contains("secret") == false)
      #expect(fault?.message.contains("hooks.example") == true)
    }
  }
}
