import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("Heartbeats")
struct HeartbeatTests {
  @Test("a heartbeat is the source and a time, in SNS as well as plain")
  func spoke() {
    let text = #"{"heartbeat":"synthetics-us-west-2","at":"2026-11-24T03:42:00Z","host":"a"}"#
    for decoded in [decode(text), decode(Made.sns(text))] {
      #expect(decoded.signals.map(\.fact) == [.sourceSpoke(SourceSpoke(from: "synthetics-us-west-2"))])
      #expect(decoded.signals.map(\.id) == ["sourceSpoke#synthetics-us-west-2#2026-11-24T03:42:00.000Z"])
    }
  }

  @Test("without a time of its own it was well when it was received")
  func receivedAt() {
    #expect(decode(#"{"heartbeat":"a"}"#).signals.map(\.at) == [testReceivedAt])
  }

  @Test(
    "a source without a name, or a time that is none, is refused",
    arguments: [
      #"{"heartbeat":""}"#, #"{"heartbeat":7}"#, #"{"heartbeat":null}"#, #"{"heartbeat":"a","at":"now"}"#,
      #"{"heartbeat":"a","at":1700000000}"#,
    ])
  func refused(_ text: String) {
    #expect(decode(text).problems.count == 1)
  }
}

@Suite("Operator commands")
struct OperatorCommandTests {
  private static let full = """
    {"command":"approve","id":"c-1","application":"kaigo-subsys","by":"sato","role":"management",\
    "execution":"kaigo-subsys.20261124T034200Z.1","plan":"region-failover","trigger":"region-outage",\
    "step":"dns","finding":"f-1",\
    "comment":"go","digest":"ab12","at":"2026-11-24T03:50:00Z"}
    """

  @Test("every member is passed on, and the id makes the signal's id")
  func full() throws {
    let signal = try #require(decode(OperatorCommandTests.full).signals.first)
    #expect(
      signal.fact
        == .commandGiven(
          CommandGiven(
            command: .approve, application: "kaigo-subsys", by: "sato", role: "management",
            execution: "kaigo-subsys.20261124T034200Z.1", plan: "region-failover", trigger: "region-outage",
            step: "dns", finding: "f-1", comment: "go", digest: "ab12")))
    #expect(signal.id == "commandGiven#c-1")
    #expect(signal.at == time("2026-11-24T03:50:00Z"))
    #expect(signal.source == "operator")
  }

  @Test("optional members may be missing or null", arguments: CommandGiven.Command.allCases)
  func optional(_ command: CommandGiven.Command) {
    let text = """
      {"command":"\(command.rawValue)","id":"c","application":"a","by":"b","at":"2026-11-24T03:50:00Z",\
      "step":null}
      """
    #expect(
      decode(text).signals.map(\.fact)
        == [.commandGiven(CommandGiven(command: command, application: "a", by: "b"))])
  }

  @Test("a required member that is missing is named", arguments: ["id", "application", "by", "at"])
  func missing(_ name: String) {
    let members = [
      ("command", "pause"), ("id", "c"), ("application", "a"), ("by", "b"), ("at", "2026-11-24T03:50:00Z"),
    ]
    let text = members.filter { $0.0 != name }.map { "\"\($0.0)\":\"\($0.1)\"" }.joined(separator: ",")
    let decoded = decode("{\(text)}")
    #expect(decoded.signals.isEmpty)
    #expect(decoded.problems.map(\.place) == [name])
    #expect(decoded.problems.map(\.code) == [.missing])
  }

  @Test("a misspelt member is refused, not passed over")
  func misspelt() {
    let decoded = decode(OperatorCommandTests.full.replacing("\"digest\"", with: "\"diggest\""))
    #expect(decoded.signals.isEmpty)
    #expect(decoded.problems.map(\.code) == [.unknownMember])
    #expect(decoded.problems.map(\.place) == ["diggest"])
  }

  @Test("an unknown command tells which are known")
  func unknown() {
    let decoded = decode(OperatorCommandTests.full.replacing("\"approve\"", with: "\"explode\""))
    #expect(decoded.problems.map(\.code) == [.unknownValue])
    #expect(decoded.problems.first?.remedy.contains("failover") == true)
  }
}
