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

  /// The command inside everything that is taken off events.
  private static let wrapped: [String] = {
    let quoted = full.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let base64 =
      "eyJjb21tYW5kIjoicGF1c2UiLCJpZCI6ImMiLCJhcHBsaWNhdGlvbiI6ImEiLCJieSI6ImIiLCJhdCI6IjIwMjYtMTEtMjRUMDM6NTA6MDBaIn0="
    return [
      "[\(full)]", "\"\(quoted)\"", "\(full)\n\(full)", "{\"Records\":[\(full)]}",
      #"{"Type":"Notification","MessageId":"1","TopicArn":"arn:aws:sns:us-west-2:123456789012:a","Message":"\#(quoted)"}"#,
      #"{"Records":[{"messageId":"m","body":"\#(quoted)"}]}"#,
      #"{"specversion":"1.0","id":"1","source":"s","type":"t","data":\#(full)}"#,
      #"{"records":[{"data":"\#(base64)"}]}"#, #"{"schema":{},"payload":\#(full)}"#,
    ]
  }()

  @Test("it counts alone in the control topic, and on a line of its own where lines stand for all topics")
  func alone() {
    for road in [.control, .lines] as [RawRecord.Road] {
      #expect(decode(Self.full, road: road).signals.count == 1)
      for text in Self.wrapped {
        let decoded = decode(text, road: road)
        #expect(decoded.signals.isEmpty && !decoded.problems.isEmpty, "\(text)")
      }
    }
  }

  @Test(
    "a name with characters that nobody sees is refused: it would make two people of one, or lines of its own",
    arguments: [#"sato\u200b"#, #"sa\u202eto"#, #"sato accepted\napproved by ceo"#, #"sato\u001b[8m"#])
  func hiddenName(_ name: String) {
    let decoded = decode(Self.full.replacing("sato", with: name), road: .control)
    #expect(decoded.signals.isEmpty && decoded.problems.map(\.code) == [.invalidText], "\(decoded.problems)")
  }

  @Test("in a topic of events it is refused by name, however it is wrapped, and never done")
  func elsewhere() {
    for text in [Self.full] + Self.wrapped {
      let decoded = decode(text, road: .events)
      #expect(decoded.signals.isEmpty, "\(text)")
      #expect(decoded.problems.first?.code == .commandElsewhere, "\(text): \(decoded.problems)")
    }
  }

  @Test("the control topic holds nothing else: events there are refused, not read")
  func nothingElse() {
    for text in [#"{"heartbeat":"canary","at":"2026-11-24T03:50:00Z"}"#, "[]", "1", "null", "{}", #""text""#] {
      let decoded = decode(text, road: .control)
      #expect(decoded.signals.isEmpty && decoded.problems.map(\.code) == [.notACommand], "\(text)")
    }
    let headers = ["specversion": "1.0", "id": "1", "source": "s", "type": "t"].map { ("ce_\($0)", Array($1.utf8)) }
    #expect(decode(Array(Self.full.utf8), headers: headers, road: .control).problems.map(\.code) == [.notACommand])
  }

  @Test("what a signature covers is the same text however the record is written")
  func text() throws {
    let compact =
      #"{"command":"pause","id":"c","application":"a","by":"b","comment":"\u00e4 \"x\"\n\u0001","at":"2026-11-24T03:50:00Z"}"#
    let spread = """
      { "at" : "2026-11-24T03:50:00Z", "role": null, "comment":"ä \\u0022x\\"\\n\\u0001","by":"b","signature":"s",
        "id":"c","application":"a","command":"pause"}
      """
    let texts = try [compact, spread].map { text in
      guard case .commandGiven(let command) = try #require(decode(text).signals.first).fact else { return "" }
      return command.text ?? ""
    }
    #expect(
      texts[0]
        == #"{"application":"a","at":"2026-11-24T03:50:00Z","by":"b","command":"pause","comment":"ä \"x\"\n\u0001","id":"c"}"#
    )
    #expect(texts[0] == texts[1])
  }

  @Test("every member is passed on, and the id makes the signal's id")
  func full() throws {
    let signal = try #require(decode(OperatorCommandTests.full).signals.first)
    #expect(
      signal.fact
        == .commandGiven(
          CommandGiven(
            command: .approve, application: "kaigo-subsys", by: "sato", role: "management",
            execution: "kaigo-subsys.20261124T034200Z.1", plan: "region-failover", trigger: "region-outage",
            step: "dns", finding: "f-1", comment: "go", digest: "ab12",
            text: """
              {"application":"kaigo-subsys","at":"2026-11-24T03:50:00Z","by":"sato","command":"approve","comment":"go",\
              "digest":"ab12","execution":"kaigo-subsys.20261124T034200Z.1","finding":"f-1","id":"c-1",\
              "plan":"region-failover","role":"management","step":"dns","trigger":"region-outage"}
              """)))
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
        == [
          .commandGiven(
            CommandGiven(
              command: command, application: "a", by: "b",
              text:
                #"{"application":"a","at":"2026-11-24T03:50:00Z","by":"b","command":"\#(command.rawValue)","id":"c"}"#)
          )
        ])
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
