import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("CloudEvents 1.0 are read in both modes, strictly")
struct CloudEventsTests {
  private func headers(_ pairs: [(String, String)]) -> [(name: String, value: [UInt8])] {
    pairs.map { (name: $0.0, value: Array($0.1.utf8)) }
  }

  private static let required = [
    ("specversion", "1.0"), ("id", "1"), ("source", "aws.cloudwatch"), ("type", "com.amazonaws"),
  ]

  @Test("binary mode has its attributes in headers", arguments: ["ce_", "ce-", "CE_"])
  func binary(_ prefix: String) {
    let named = headers(
      Self.required.map { (prefix + $0.0, $0.1) } + [("content-type", "application/json; charset=utf-8")])
    let decoded = decode(Array(Made.alarmState().utf8), headers: named)
    #expect(decoded.signals.count == 1)
    #expect(decoded.problems.isEmpty)
  }

  @Test("a missing attribute is named by its header", arguments: ["id", "source", "type"])
  func missingHeader(_ name: String) {
    let named = headers(Self.required.filter { $0.0 != name }.map { ("ce_" + $0.0, $0.1) })
    let decoded = decode(Array(Made.alarmState().utf8), headers: named)
    #expect(decoded.signals.isEmpty)
    #expect(decoded.problems.map(\.place) == ["header ce_\(name)"])
  }

  @Test("another version, and data that is no JSON, are refused")
  func refusedHeaders() {
    let old = headers([("ce_specversion", "0.3"), ("ce_id", "1"), ("ce_source", "s"), ("ce_type", "t")])
    #expect(decode(Array("{}".utf8), headers: old).problems.map(\.code) == [.cloudEventVersion])
    let xml = headers(Self.required.map { ("ce_" + $0.0, $0.1) } + [("Content-Type", "text/xml")])
    #expect(decode(Array("<a/>".utf8), headers: xml).problems.map(\.code) == [.cloudEventData])
  }

  @Test("other headers are of no account")
  func otherHeaders() {
    let named: [(name: String, value: [UInt8])] = [
      (name: "traceparent", value: [0xFF]), (name: "x", value: []),
    ]
    #expect(decode(Array(Made.alarmState().utf8), headers: named).signals.count == 1)
  }

  @Test(
    "attributes are checked",
    arguments: [
      (#""aB":1"#, Problem.Code.cloudEventAttribute), (#""a_b":1"#, .cloudEventAttribute),
      (#""n":1.5"#, .cloudEventAttribute),
      (#""n":2147483648"#, .cloudEventAttribute), (#""o":{}"#, .cloudEventAttribute),
      (#""a":[]"#, .cloudEventAttribute),
      (#""data":{},"data_base64":"e30=""#, .cloudEventData), (#""x":"y""#, .cloudEventData),
      (#""data_base64":"%""#, .invalidBase64), (#""data_base64":5"#, .wrongType),
      (#""data":"text","datacontenttype":"text/plain""#, .cloudEventData),
    ])
  func attributes(_ members: String, _ code: Problem.Code) {
    let text = #"{"specversion":"1.0","id":"1","source":"s","type":"t",\#(members)}"#
    #expect(decode(text).problems.map(\.code) == [code])
  }

  @Test("a required attribute that is missing is named", arguments: ["id", "source", "type"])
  func missing(_ name: String) {
    let members = Self.required.filter { $0.0 != name }.map { "\"\($0.0)\":\"\($0.1)\"" }.joined(
      separator: ",")
    #expect(decode("{\(members),\"data\":{}}").problems.map(\.place) == [name])
  }

  @Test("data of a type that ends in +json is JSON")
  func structuredSuffix() {
    let text =
      #"{"specversion":"1.0","id":"1","source":"s","type":"t","#
      + #""datacontenttype":"application/vnd.x+json","data":\#(Made.alarmState())}"#
    #expect(decode(text).signals.count == 1)
  }
}
