import Testing

@testable import DarumaSimulation

@Suite("Forms")
struct FormFieldsTests {
  @Test("fields are decoded")
  func decoding() throws {
    let fields = try FormFields.parse("A=1&B=a+b%20c%2B&%C3%BC=%E7%A9%BA&Empty=&Bare&D=x=y")
    #expect(fields == ["A": "1", "B": "a b c+", "ü": "空", "Empty": "", "Bare": "", "D": "x=y"])
    #expect(try FormFields.parse("").isEmpty)
  }

  @Test(
    "broken escapes, broken UTF-8 and doubled fields are refused",
    arguments: ["A=%", "A=%2", "A=%zz", "A=%FF", "A=1&A=2"])
  func malformed(text: String) {
    let error = #expect(throws: CloudError.self) { try FormFields.parse(text) }
    #expect(error?.code == "MalformedQueryString")
  }

  @Test("there is a limit to the number of fields")
  func limit() {
    let text = (0...FormFields.limit).map { "f\($0)=1" }.joined(separator: "&")
    #expect(throws: CloudError.self) { try FormFields.parse(text) }
  }
}

@Suite("Arguments in the query protocol")
struct QueryArgumentsTests {
  @Test("lists end at the first number missing, and what is left over is refused")
  func lists() throws {
    var arguments = QueryArguments(["L.M.1": "a", "L.M.2": "b", "L.M.4": "d"])
    #expect(arguments.list("L", "M") == ["a", "b"])
    let error = #expect(throws: CloudError.self) { try arguments.finish() }
    #expect(error?.code == "UnknownParameter")
    #expect(error?.message.contains("L.M.4") == true)
  }

  @Test("an empty list may be written without members")
  func emptyList() throws {
    var arguments = QueryArguments(["L": "", "P": ""])
    #expect(arguments.list("L", "M").isEmpty)
    #expect(try arguments.pairs("P", "M", "Key", "Value").isEmpty)
    try arguments.finish()
  }

  @Test("half a pair is refused", arguments: ["P.M.1.Key", "P.M.1.Value"])
  func halfPairs(field: String) {
    var arguments = QueryArguments([field: "x"])
    #expect(throws: CloudError.self) { try arguments.pairs("P", "M", "Key", "Value") }
  }

  @Test("values of the wrong type are refused")
  func types() {
    var arguments = QueryArguments(["N": "many", "F": "yes", "E": ""])
    #expect(throws: CloudError.self) { try arguments.number("N") }
    #expect(throws: CloudError.self) { try arguments.flag("F") }
    #expect(throws: CloudError.self) { try arguments.required("E") }
    #expect(throws: CloudError.self) { try arguments.required("missing") }
  }
}
