import DarumaActions
import DarumaCore
import Foundation
import Testing

@testable import DarumaCatalog

@Suite("The JSON Schema says what the reader reads")
struct ApplicationSchemaTests {
  @Test("it is JSON of draft 2020-12, and every reference in it leads somewhere")
  func wellFormed() throws {
    let object = try JSONSerialization.jsonObject(with: Data(ApplicationSchema.json.utf8))
    let schema = try #require(object as? [String: Any])
    #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    let definitions = try #require(schema["$defs"] as? [String: Any])
    let references = ApplicationSchema.json.matches(of: /"\$ref": "#\/\$defs\/([^"]+)"/).map {
      String($0.output.1)
    }
    #expect(Set(references) == Set(definitions.keys))
  }

  @Test("a file with every key is read without a fault, and each key of the schema stands in it")
  func everyKey() throws {
    let reading = MarkedText(FullApplication.text).read()
    #expect(reading.diagnostics.map(\.description) == [])
    #expect(
      reading.application?.allowances == Allowances(begunEarly: .minutes(5), goneEarly: .hours(2), goneLate: .days(2)))
    let findings = Findings(file: "full.yaml", strict: false)
    let text = try #require(FileText.read(Array(FullApplication.text.utf8), findings))
    let written = try #require(WrittenReader.read(text, findings))
    var walk = try SchemaWalk()
    walk.visit(written, walk.root, at: "#")
    #expect(walk.unknown == [])
    #expect(walk.offered.subtracting(walk.used).sorted() == [])
    #expect(walk.used.count > 70)
  }

  @Test(
    "the shipped sample and the staging table hold no key that the schema does not have",
    arguments: [SampleApplication.kaigo, StagingTests.text])
  func samples(text: String) throws {
    let findings = Findings(file: "sample.yaml", strict: false)
    let file = try #require(FileText.read(Array(text.utf8), findings))
    let written = try #require(WrittenReader.read(file, findings))
    var walk = try SchemaWalk()
    walk.visit(written, walk.root, at: "#")
    #expect(walk.unknown == [])
  }

  @Test("no keyword stands twice in one object, where the second would hide the first")
  func repeatedKeywords() {
    #expect(repeated(in: ApplicationSection.form.schema) == [])
    #expect(repeated(in: ConditionSection.conditionItself.schema) == [])
    #expect(repeated(in: ["a": ["b": 1, "b": 2]]) == ["b"])
  }

  private func repeated(in value: JSONValue) -> [String] {
    switch value {
    case .object(let members):
      var seen: Set<String> = []
      return members.map(\.name).filter { !seen.insert($0).inserted } + members.flatMap { repeated(in: $0.value) }
    case .array(let items): return items.flatMap { repeated(in: $0) }
    case .string, .integer, .boolean: return []
    }
  }

  @Test("each kind of protection leaves out the keys that mean nothing for it")
  func kinds() throws {
    let rule = try JSONSerialization.jsonObject(with: Data(ProtectionSection.form.schema.rendered().utf8))
    let branches = try #require((rule as? [String: Any])?["allOf"] as? [[String: Any]])
    let first = try #require(branches.first { "\($0["if"] ?? "")".contains("versioning") })
    let then = try #require(first["then"] as? [String: Any])
    let refused = try #require(then["properties"] as? [String: Bool])
    #expect(refused["every"] == false && refused["copyTo"] == false && refused["retain"] == nil)
  }

  @Test("a key that the schema does not have is refused by the reader, in every mapping")
  func unknownKeys() {
    let lines = FullApplication.text.split(separator: "\n", omittingEmptySubsequences: false)
    var tried = 0
    for (index, line) in lines.enumerated() {
      let indent = line.prefix { $0 == " " || $0 == "-" }
      // Plans are named as one likes.
      guard !line.isEmpty, line != "  region:" else { continue }
      let added = String(repeating: " ", count: indent.count) + "zz: 1"
      let head =
        indent.contains("-")
        ? [indent + "zz: 1", String(repeating: " ", count: indent.count) + line.dropFirst(indent.count)]
        : [Substring(added), line]
      let text = (lines[..<index] + head.map { $0[...] } + lines[(index + 1)...]).joined(separator: "\n")
      let codes = MarkedText(text).read().diagnostics.map(\.code)
      // Some lines are items of a list of text, or follow one: not YAML any more.
      if codes != [.syntax] {
        #expect(codes.contains(.unknownKey), "line \(index + 1)")
        tried += 1
      }
    }
    #expect(tried > 80)
  }
}

/// Walks through a file and the schema side by side, and notes which properties of the schema are used.
private struct SchemaWalk {
  let root: [String: Any]
  private(set) var offered: Set<String> = []
  private(set) var used: Set<String> = []
  private(set) var unknown: [String] = []

  init() throws {
    let object = try JSONSerialization.jsonObject(with: Data(ApplicationSchema.json.utf8))
    root = try #require(object as? [String: Any])
  }

  mutating func visit(_ written: Written, _ schema: [String: Any], at pointer: String) {
    if let reference = schema["$ref"] as? String {
      let definitions = root["$defs"] as? [String: [String: Any]] ?? [:]
      let name = String(reference.dropFirst("#/$defs/".count))
      visit(written, definitions[name] ?? [:], at: reference)
      return
    }
    switch written {
    case .text: break
    case .list(let items, _):
      for item in items { visit(item, schema["items"] as? [String: Any] ?? [:], at: pointer + "/items") }
    case .mapping(let entries, _): visit(entries, schema, at: pointer)
    }
  }

  private mutating func visit(_ entries: [WrittenEntry], _ schema: [String: Any], at pointer: String) {
    guard var properties = schema["properties"] as? [String: [String: Any]] else {
      let each = schema["additionalProperties"] as? [String: Any] ?? [:]
      for entry in entries { visit(entry.value, each, at: pointer + "/*") }
      return
    }
    for name in properties.keys { offered.insert(pointer + "/" + name) }
    if let action = text(of: "action", in: entries), let with = Self.with(of: action, in: schema) {
      properties["with"] = with
    }
    for entry in entries {
      let place = pointer + "/" + entry.key.text
      guard let property = properties[entry.key.text] else {
        unknown.append(place)
        continue
      }
      used.insert(place)
      visit(entry.value, property, at: place)
    }
  }

  private func text(of key: String, in entries: [WrittenEntry]) -> String? {
    guard case .text(let text)? = entries.first(where: { $0.key.text == key })?.value else { return nil }
    return text.text
  }

  /// The schema of a step's `with`, from the branch for its action.
  private static func with(of action: String, in schema: [String: Any]) -> [String: Any]? {
    let branches = schema["allOf"] as? [[String: Any]] ?? []
    for branch in branches {
      let asked = branch["if"] as? [String: Any]
      let properties = asked?["properties"] as? [String: [String: Any]]
      guard properties?["action"]?["const"] as? String == action else { continue }
      let then = branch["then"] as? [String: Any]
      return (then?["properties"] as? [String: Any])?["with"] as? [String: Any]
    }
    return nil
  }
}
