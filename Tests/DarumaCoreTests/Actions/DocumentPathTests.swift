import Testing

@testable import DarumaCore

@Suite("Expressions that say where in a document something stands")
struct DocumentPathTests {
  static let answer: Document = [
    "DBInstances": [
      ["DBInstanceStatus": "available", "Port": 5432, "MultiAZ": true, "Tags": [["Key": "a", "Value": "1"]]],
      ["DBInstanceStatus": "creating", "Port": "5433", "MultiAZ": "false", "Tags": []],
      ["Port": 5434, "a.b": "dotted"],
    ],
    "Empty": [], "Nothing": .null, "Marker": "m",
    "Groups": [["Targets": [["State": "healthy"], ["State": "draining"]]], ["Targets": []], ["Name": "bare"]],
  ]

  static let single: [(DocumentPath, Document?)] = [
    ("Marker", "m"), ("DBInstances[0].DBInstanceStatus", "available"), ("DBInstances[-1].Port", 5434),
    ("DBInstances[1].Tags", []), ("DBInstances[2].\"a.b\"", "dotted"),
    ("DBInstances[?DBInstanceStatus=='creating'].Port", "5433"), ("DBInstances[?Port==5433].MultiAZ", "false"),
    ("DBInstances[?MultiAZ==false].Port", "5433"), ("DBInstances[? MultiAZ != true ].Port", "5433"),
    ("DBInstances[?Tags[0].Key=='a'].Port", 5432), ("DBInstances[?DBInstanceStatus!='available'].Port", "5433"),
    // Nothing stands there.
    ("Missing", nil), ("Nothing", nil), ("Nothing.a", nil), ("Marker.a", nil), ("Marker[0]", nil), ("Empty[0]", nil),
    ("DBInstances[3]", nil), ("DBInstances[-4]", nil), ("DBInstances.Port", nil), ("DBInstances[?Port==1]", nil),
    ("DBInstances[9223372036854775807]", nil), ("DBInstances[-9223372036854775808]", nil), ("[0]", nil),
  ]

  @Test("lead to one place, or to nothing", arguments: single)
  func one(path: DocumentPath, value: Document?) {
    #expect(Self.answer.at(path) == value)
  }

  static let every: [(DocumentPath, Document?)] = [
    ("DBInstances[*].DBInstanceStatus", ["available", "creating", .null]), ("Empty[*].a", []), ("Empty[*]", []),
    ("Groups[*].Targets[*].State", ["healthy", "draining", .null]),
    ("DBInstances[*].Tags[0].Key", ["a", .null, .null]),
    ("Marker[*]", nil), ("Missing[*].a", nil), ("Nothing[*]", nil),
  ]

  @Test("of every item: an item that says nothing is seen", arguments: every)
  func each(path: DocumentPath, values: Document?) {
    #expect(Self.answer.at(path) == values)
    #expect(Self.answer.all(path) == values?.items ?? [])
  }

  static let wrong: [(String, Int, String)] = [
    ("", 0, "a name is missing"), (".a", 0, "a name is missing"), ("a..b", 2, "a name is missing"),
    ("a.", 2, "a name is missing"), ("a[", 2, "a number, '*' or '?' belongs after '['"),
    ("a[x]", 2, "a number, '*' or '?' belongs after '['"), ("a[0", 3, "a ']' is missing"),
    ("a[0]b", 4, "a '.' or a '[' is missing"), ("a b", 1, "a '.' or a '[' is missing"),
    ("a]", 1, "a '.' or a '[' is missing"), ("a[?b]", 4, "'==' or '!=' is missing"),
    ("a[?b='c']", 4, "'==' or '!=' is missing"), ("a[?b=='c", 6, "the quote is not closed"),
    ("a[?b==c]", 6, "a text in single quotes"), ("a[?b[*]=='c']", 5, "a test compares one value"),
    ("a[?b[?c==1]==1]", 5, "a test compares one value"), ("\"a", 0, "the quote is not closed"),
    ("a['b']", 2, "a number, '*' or '?' belongs after '['"), ("a[1.5]", 3, "a ']' is missing"),
    ("a[99999999999999999999]", 2, "a number"), ("length(a)", 6, "a '.' or a '['"),
  ]

  @Test("are refused with the place and the reason", arguments: wrong)
  func refused(text: String, offset: Int, reason: String) {
    let error = #expect(throws: DocumentPathError.self) { try DocumentPath(text) }
    #expect(error?.offset == offset)
    #expect(error?.reason.hasPrefix(reason) == true, "\(error?.reason ?? "")")
  }

  @Test("are refused where they are too long, and never deep")
  func long() {
    #expect(throws: DocumentPathError.self) { try DocumentPath(String(repeating: "a[?", count: 400)) }
    #expect(throws: DocumentPathError.self) { try DocumentPath(String(repeating: "a", count: 1_001)) }
    #expect((try? DocumentPath(String(repeating: "a.", count: 499) + "a"))?.steps.count == 500)
  }

  @Test("keep their text; quotes are doubled to stand for themselves")
  func quotes() throws {
    let text = "Names[?Value=='it''s'].\"say \"\"so\"\"\""
    let path = try DocumentPath(text)
    #expect(path.description == text)
    let answer: Document = ["Names": [["Value": "it's", "say \"so\"": 1]]]
    #expect(answer.at(path) == 1)
  }

  @Test("a text stands for the number or the truth value that it is written like")
  func says() {
    #expect(Document.text("3").says(3) && Document.bool(true).says("true") && !Document.text("03").says(3))
    #expect(Document.decimal(1).says(1) && Document.integer(2).says(.decimal(2)) && !Document.decimal(1.5).says(1))
    #expect(!Document.null.says("") && !Document.list([]).says("") && Document.list([1]).says([1]))
  }
}
