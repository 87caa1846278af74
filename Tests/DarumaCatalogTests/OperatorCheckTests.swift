import DarumaCatalog
import DarumaCore
import Testing

@Suite("Operators are different people, with keys of their own, and enough of them may approve")
struct OperatorCheckTests {
  private static let entry =
    GoodApplication.text.split(separator: "\n").first { $0.contains("name: hanako") }
    .map { String($0) + "\n" } ?? ""
  private static let otherKey = "ed25519:MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw="

  /// The file with a second operator after the first.
  private static func with(_ name: String, _ roles: String, _ key: String) -> String {
    GoodApplication.replacing(entry, with: entry + "  - { name: \(name), roles: \(roles), key: \(key) }\n")
  }

  private static var key: String { entry.split(separator: "\"").dropFirst().first.map(String.init) ?? "" }

  @Test("a second person with a key of their own is fine")
  func fine() throws {
    let text = Self.with("yuki", "[developers]", Self.otherKey)
    expect(text, gives: [], strict: true)
    let operators = try #require(MarkedText(text).read().application?.operators)
    #expect(operators.map(\.name) == ["hanako", "yuki"] && operators.map(\.key) == [Self.key, Self.otherKey])
  }

  @Test("one person under two names, or two with one key, are refused", arguments: ["hanako", "\"HANAKO\""])
  func twice(_ name: String) {
    expect(Self.with("‹" + name, "[management]", Self.otherKey), gives: [.duplicateOperator])
    expect(Self.with("yuki", "[management]", "‹" + Self.key), gives: [.duplicateOperator])
  }

  @Test(
    "what is no key is refused, with what to do",
    arguments: [
      "ed25519:", "ed25519:MCowBQYDK2VwAyEA", "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=",
      "ed25519:MCowBQYDK2VuAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=", "hanako.pub",
    ])
  func badKey(_ key: String) {
    expect(Self.with("yuki", "[management]", "‹\"" + key + "\""), gives: [.badOperatorKey])
  }

  @Test("an approval that not enough operators can give is refused")
  func tooFew() {
    expect(
      GoodApplication.replacing("required: 1, from: [management]", with: "required: 2, from: [‹management]"),
      gives: [.tooFewApprovers])
    expect(
      GoodApplication.replacing("roles: [management, manager]", with: "roles: [manager]")
        .replacing("from: [management]", with: "from: [‹management]"), gives: [.tooFewApprovers])
  }
}
