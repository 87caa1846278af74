import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("Members are read by type, and what does not fit is named with its path")
struct JSONMembersTests {
  private func value(_ text: String) throws -> JSONValue { try JSONDocument(Array(text.utf8)).root }

  private func problem(_ read: () throws(Problem) -> Void) -> Problem? {
    do throws(Problem) {
      try read()
      return nil
    } catch {
      return error
    }
  }

  @Test("a wrong type tells the place, what was expected and what was found")
  func wrongType() throws {
    let root = try value(#"{"detail":{"state":7,"list":[{"a":1},{"a":{}}]}}"#)
    let detail = try root.object("detail")
    let state = try #require(problem { () throws(Problem) in _ = try detail.text("state") })
    #expect(state.code == .wrongType)
    #expect(state.description.hasPrefix("detail.state: expected text, found number"))
    #expect(!state.remedy.isEmpty)
    let list = try #require(problem { () throws(Problem) in _ = try root.object("detail").object("list") })
    #expect(list.place == "detail.list")
    #expect(list.reason == "expected object, found array")
  }

  @Test("a missing member tells where it is missing, and null counts as missing")
  func missing() throws {
    let root = try value(#"{"detail":{"state":null}}"#)
    let detail = try root.object("detail")
    #expect(problem { () throws(Problem) in _ = try detail.text("state") }?.place == "detail.state")
    #expect(problem { () throws(Problem) in _ = try detail.text("other") }?.code == .missing)
    #expect(problem { () throws(Problem) in _ = try root.text("top") }?.place == "top")
    #expect(try detail.optionalText("state") == nil)
  }

  @Test("counts and flags are read from text as well as from numbers and booleans")
  func countsAndFlags() throws {
    let root = try value(
      #"{"n":5,"t":"3221225472","bad":"5 GB","neg":-1,"f":1.5,"yes":true,"no":"FALSE","odd":"maybe","#
        + #""zero":0}"#
    )
    #expect(try root.optionalCount("n") == 5)
    #expect(try root.optionalCount("t") == 3_221_225_472)
    #expect(problem { () throws(Problem) in _ = try root.optionalCount("bad") }?.code == .invalidNumber)
    #expect(problem { () throws(Problem) in _ = try root.optionalCount("neg") }?.code == .invalidNumber)
    #expect(problem { () throws(Problem) in _ = try root.optionalCount("f") }?.code == .invalidNumber)
    #expect(try root.optionalFlag("yes") == true)
    #expect(try root.optionalFlag("no") == false)
    #expect(problem { () throws(Problem) in _ = try root.optionalFlag("odd") }?.code == .wrongType)
    #expect(problem { () throws(Problem) in _ = try root.optionalFlag("zero") }?.code == .wrongType)
  }

  @Test("a date that does not exist is refused by that name")
  func dates() throws {
    let root = try value(
      #"{"end":"2021-10-45T15:30:00Z","ms":1611929698000,"far":1e30,"escaped":"2021\u002d10-05T00:00:00Z"}"#)
    let end = try #require(problem { () throws(Problem) in _ = try root.instant("end") })
    #expect(end.code == .noSuchDate)
    #expect(end.description.hasPrefix("end: \"2021-10-45T15:30:00Z\" names a date that does not exist"))
    #expect(try root.epochMilliseconds("ms") == time("2021-01-29T14:14:58Z"))
    #expect(problem { () throws(Problem) in _ = try root.epochMilliseconds("far") }?.code == .notATime)
    #expect(try root.instant("escaped") == time("2021-10-05T00:00:00Z"))
  }

  @Test("a word that is not one of the known ones tells which are")
  func choices() throws {
    let root = try value(#"{"state":"GONE"}"#)
    let unknown = try #require(
      problem { () throws(Problem) in _ = try root.choice("state", ["ON": true, "OFF": false]) })
    #expect(unknown.code == .unknownValue)
    #expect(unknown.remedy == "one of ON, OFF")
  }

  @Test("control characters of a value do not reach a message")
  func quoting() throws {
    let root = try value(#"{"name":"\u001b[31mred\n"}"#)
    let quoted = try root.required("name").quoted
    #expect(!quoted.unicodeScalars.contains { $0.value < 0x20 })
  }

  @Test(
    "the path of each value tells where it stands, and a key names itself",
    arguments: [
      (0, ""), (1, "a"), (2, "a"), (3, "a[0]"), (4, "a[1]"), (5, "a[1][0]"), (6, "a[2]"), (7, "a[2].x"),
      (8, "a[2].x"), (9, "b"), (10, "b"), (11, "c"), (12, "c"), (13, "c.d"), (14, "c.d"),
    ])
  func paths(_ index: Int, _ path: String) throws {
    let document = try JSONDocument(Array(#"{"a":[1,[2],{"x":3}],"b":"","c":{"d":null}}"#.utf8))
    #expect(document.nodes.count == 15)
    #expect(JSONValue(document: document, index: index).path == path)
  }

  @Test("the path goes through strings that hold documents")
  func nestedPath() throws {
    let root = try value(#"{"Records":[{},{"Sns":{"Message":"{\"a\":[0,{\"b\":1}]}"}}]}"#)
    let records = Array(root.member("Records")?.elements.map { $0 } ?? [])
    let message = try #require(records.last?.member("Sns")?.member("Message"))
    let inner = try JSONDocument(
      message.textBytes()[...], limits: JSONLimits(), at: JSONDocument.Place(container: message))
    let element = try #require(inner.root.member("a")?.elements.map { $0 }.last?.member("b"))
    #expect(element.path == "Records[1].Sns.Message.a[1].b")
    let line = try JSONDocument(Array(#"{"a":1}"#.utf8)[...], limits: JSONLimits(), at: .init(line: 3))
    #expect(line.root.member("a")?.path == "line 3: a")
    #expect(root.path.isEmpty)
  }
}
