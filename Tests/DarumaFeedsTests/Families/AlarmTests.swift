import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("CloudWatch alarms")
struct AlarmTests {
  private let arn: ARN = "arn:aws:cloudwatch:us-east-1:012345678901:alarm:region-down"

  private func change(_ decoded: Decoded) throws -> AlarmChanged {
    guard case .alarmChanged(let change) = try #require(decoded.signals.first).fact else {
      throw Mismatch(decoded.signals)
    }
    return change
  }

  private static func sns(arn: String?, region: String = "US East (N. Virginia)") -> String {
    let member = arn.map { #""AlarmArn":"\#($0)","# } ?? ""
    return """
      {"AlarmName":"region-down","AlarmDescription":null,"AWSAccountId":"012345678901",\(member)\
      "NewStateValue":"ALARM","NewStateReason":"r","StateChangeTime":"2026-11-24T03:42:05.394+0000",\
      "Region":"\(region)","OldStateValue":"OK"}
      """
  }

  @Test("EventBridge, SNS with and without an ARN, and a Lambda action have one id")
  func oneID() throws {
    let action = """
      {"source":"aws.cloudwatch","alarmArn":"arn:aws:cloudwatch:us-east-1: 012345678901:alarm:region-down",\
      "accountId":"012345678901","time":"2026-11-24T03:42:06.100+0000","region":"us-east-1","alarmData":\
      {"alarmName":"region-down","state":{"value":"ALARM","timestamp":"2026-11-24T03: 42: 05.394+0000"}}}
      """
    let routes = [
      Made.alarmState(), Made.sns(AlarmTests.sns(arn: arn.rawValue)), Made.sns(AlarmTests.sns(arn: nil)),
      action,
    ]
    let decoded = routes.map { decode($0) }
    #expect(decoded.flatMap(\.problems).isEmpty)
    #expect(Set(decoded.flatMap(\.signals).map(\.id)).count == 1)
    #expect(decoded.flatMap(\.signals).count == 4)
    for one in decoded {
      #expect(try change(one).alarmArn == arn)
      #expect(one.signals.first?.region == "us-east-1")
      #expect(one.signals.first?.at == time("2026-11-24T03:42:05.394Z"))
    }
  }

  @Test("an alarm over SNS is seen when SNS sent it, and true since it changed")
  func times() throws {
    let signal = try #require(decode(Made.sns(AlarmTests.sns(arn: nil))).signals.first)
    #expect(signal.at == time("2026-11-24T03:42:05.394Z"))
    #expect(signal.seenAt == time("2026-11-24T03:42:11.500Z"))
    #expect(signal.source == "aws.cloudwatch")
    #expect(signal.account == "012345678901")
  }

  @Test("a message without ARN and topic has no region, and no invented ARN")
  func noRegion() throws {
    let decoded = decode(AlarmTests.sns(arn: nil, region: "us-west-2"))
    let signal = try #require(decoded.signals.first)
    #expect(signal.region == .unknown)
    #expect(try change(decoded).alarmArn == nil)
    #expect(signal.id.rawValue.contains("012345678901//region-down"))
  }

  @Test("composite alarms are told by their rule, suppressed or not")
  func composite() throws {
    let text = Made.event(
      "aws.cloudwatch", "CloudWatch Alarm State Change",
      detail: """
        {"alarmName":"all","state":{"value":"ALARM","timestamp":"2026-11-24T03:42:05.394+0000",\
        "actionsSuppressedBy":"Alarm"},"configuration":{"alarmRule":"ALARM(a)"}}
        """, resources: ["arn:aws:cloudwatch:us-east-1:012345678901:alarm:all"])
    let change = try self.change(decode(text))
    #expect(change.composite)
    #expect(change.state == .alarm)
    #expect(change.previous == nil)
  }

  @Test("in ALARM because nothing was measured: silence, by EventBridge and by SNS; the reason is kept")
  func noDatapoints() throws {
    let reason =
      "Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as "
      + "[Breaching]."
    let event = Made.event(
      "aws.cloudwatch", "CloudWatch Alarm State Change",
      detail: """
        {"alarmName":"a","state":{"value":"ALARM","reason":"\(reason)","timestamp":"2026-11-24T03:42:05.394+0000"},\
        "previousState":{"value":"OK"},"configuration":{"metrics":[]}}
        """, resources: ["arn:aws:cloudwatch:us-east-1:012345678901:alarm:a"])
    let notification = Made.sns(
      """
      {"AlarmName":"a","AWSAccountId":"012345678901","NewStateValue":"ALARM","NewStateReason":"\(reason)",\
      "StateChangeTime":"2026-11-24T03:42:05.394+0000","OldStateValue":"OK",\
      "AlarmArn":"arn:aws:cloudwatch:us-east-1:012345678901:alarm:a"}
      """)
    for text in [event, notification, event.replacing("no datapoints were", with: "No Datapoints Were")] {
      guard case .alarmChanged(let change)? = decode(text).signals.first?.fact else { throw Mismatch(decode(text)) }
      #expect(change.state == .insufficientData && change.reason?.lowercased().contains("no datapoints") == true)
    }
    let crossed = event.replacing("no datapoints were received", with: "3 datapoints were greater")
    guard case .alarmChanged(let change)? = decode(crossed).signals.first?.fact else { throw Mismatch(decode(crossed)) }
    #expect(change.state == .alarm && change.reason == nil)
  }

  @Test("INSUFFICIENT_DATA is a state of its own")
  func insufficientData() throws {
    #expect(try change(decode(Made.alarmState("INSUFFICIENT_DATA"))).state == .insufficientData)
  }

  @Test("a deletion is no earlier than the last state, though the envelope has whole seconds")
  func deletion() throws {
    let text = Made.event(
      "aws.cloudwatch", "CloudWatch Alarm Configuration Change",
      detail: """
        {"alarmName":"a","operation":"delete","state":{"value":"ALARM",\
        "timestamp":"2026-11-24T03:42:10.800+0000"},\
        "configuration":{}}
        """, resources: ["arn:aws:cloudwatch:us-east-1:012345678901:alarm:a"], time: "2026-11-24T03:42:10Z")
    let change = try self.change(decode(text))
    #expect(change.state == .deleted)
    #expect(change.previous == .alarm)
    #expect(change.since == time("2026-11-24T03:42:10.800Z"))
  }

  @Test("a configuration change restates the state under the id of the change")
  func restatement() throws {
    let text = Made.event(
      "aws.cloudwatch", "CloudWatch Alarm Configuration Change",
      detail: """
        {"alarmName":"region-down","operation":"update",\
        "state":{"value":"ALARM","timestamp":"2026-11-24T03:42:05.394+0000"},"configuration":{}}
        """, resources: [arn.rawValue])
    #expect(decode(text).signals.map(\.id) == decode(Made.alarmState()).signals.map(\.id))
  }

  @Test(
    "what cannot be read is refused with its place",
    arguments: [
      (#"{"alarmName":"a"}"#, Problem.Code.missing, "detail.state"),
      (
        #"{"alarmName":"a","state":{"value":"alarmed","timestamp":"2026-11-24T03:42:05Z"}}"#, .unknownValue,
        "detail.state.value"
      ),
      (#"{"alarmName":"a","state":{"value":"OK"}}"#, .missing, "detail.state.timestamp"),
      (#"{"alarmName":"a","state":{"value":"OK","timestamp":5}}"#, .wrongType, "detail.state.timestamp"),
      (#"{"alarmName":"","state":{}}"#, .invalidText, "detail.alarmName"),
    ])
  func refused(_ detail: String, _ code: Problem.Code, _ place: String) {
    let decoded = decode(Made.event("aws.cloudwatch", "CloudWatch Alarm State Change", detail: detail))
    #expect(decoded.problems.map(\.code) == [code])
    #expect(decoded.problems.map(\.place) == [place])
    #expect(decoded.problems.map(\.feed) == [.alarms])
  }

  @Test("an ARN that is none of an alarm is refused")
  func wrongARN() {
    let text = Made.event(
      "aws.cloudwatch", "CloudWatch Alarm State Change",
      detail: #"{"alarmName":"a","state":{"value":"OK","timestamp":"2026-11-24T03:42:05Z"}}"#,
      resources: ["arn:aws:sns:us-east-1:1:topic"])
    #expect(decode(text).problems.map(\.code) == [.invalidARN])
  }
}
