import DarumaCatalog
import Testing

@Suite("Values that can't be meant are refused with what would be right")
struct ValueTests {
  static let kinds = [
    Change(
      "text for a mapping", "regions: { primary: us-east-1, recovery: us-west-2 }", "regions: ‹us-east-1",
      .wrongKind),
    Change("a mapping for text", "application: orders", "application: ‹{ name: orders }", .wrongKind),
    Change("text for a list", "after: [restore]", "after: ‹restore", .wrongKind),
    Change("a list for a mapping", "with: { desiredCount: 4 }", "with: ‹[4]", .wrongKind),
    Change("no value", "application: orders", "application:‹", .missingValue),
    Change("null", "application: orders", "application: ‹null", .missingValue),
    Change("an empty text", "message: Begun.", "message: ‹\"\"", .missingValue),
    Change("a long text", "message: Begun.", "message: ‹" + String(repeating: "x", count: 4097), .tooLong),
    Change(
      "an empty list",
      "all: [ { alarm: { name: \"or-*\", state: ALARM } }, { silence: { source: probe, for: 3m } } ]",
      "all: ‹[]", .itemCount),
  ]

  static let numbers = [
    Change("a word for a number", "desiredCount: 4", "desiredCount: ‹four", .notNumber),
    Change("a quoted number", "desiredCount: 4", "desiredCount: ‹\"4\"", .notNumber),
    Change("an octal number", "desiredCount: 4", "desiredCount: ‹010", .notNumber),
    Change("a negative number", "desiredCount: 4", "desiredCount: ‹-1", .notNumber),
    Change("a fraction", "desiredCount: 4", "desiredCount: ‹4.0", .notNumber),
    Change("an endless number", "desiredCount: 4", "desiredCount: ‹99999999999999999999", .notNumber),
    Change("too many tasks", "desiredCount: 4", "desiredCount: ‹5001", .outOfRange),
    Change("too many retries", "timeout: 2h", "timeout: 2h\n        retries: ‹21", .outOfRange),
    Change("no approval at all", "required: 1", "required: ‹0", .outOfRange),
    Change("a status that is none", "/health\" }", "/health\", expect: ‹99 }", .outOfRange),
    Change("yes for a cut-over", "cutOver: true", "cutOver: ‹yes", .notBoolean),
    Change("on", "cutOver: true", "cutOver: true\n        onFailure: ‹on", .notAChoice),
    Change("a quoted boolean", "subnetGroup: dr", "subnetGroup: dr, multiAZ: ‹\"true\"", .notBoolean),
    Change("yes for true", "subnetGroup: dr", "subnetGroup: dr, multiAZ: ‹yes", .notBoolean),
    Change("off for false", "subnetGroup: dr", "subnetGroup: dr, publiclyAccessible: ‹off", .notBoolean),
  ]

  static let durations = [
    Change("a bare number", "holdFor: 5m", "holdFor: ‹5", .badDuration),
    Change("ISO 8601", "holdFor: 5m", "holdFor: ‹PT5M", .badDuration),
    Change("a month", "holdFor: 5m", "holdFor: ‹1mo", .badDuration),
    Change("a negative one", "holdFor: 5m", "holdFor: ‹-5m", .badDuration),
    Change("one beyond ten years", "holdFor: 5m", "holdFor: ‹999999d", .badDuration),
    Change("one that overflows", "holdFor: 5m", "holdFor: ‹999999999999w", .badDuration),
    Change("no time at all", "timeout: 2h", "timeout: ‹0s", .outOfRange),
    Change("a long pause", "timeout: 2h", "timeout: 2h\n        backoff: ‹16m", .outOfRange),
    Change(
      "an expectation without its sign", "{ silence: {",
      "{ health: { region: us-east-1, expectedDuration: ‹4h } }, { silence: {", .badDuration),
  ]

  @Test("kinds", arguments: kinds)
  func kind(change: Change) { change.check() }

  @Test("numbers and booleans", arguments: numbers)
  func number(change: Change) { change.check() }

  @Test("lengths of time", arguments: durations)
  func duration(change: Change) { change.check() }

  @Test(
    "remedies for lengths of time say what to write",
    arguments: [
      ("5", "add the unit: `5s`, `5m`, `5h` or `5d`"), ("PT4H", "write `4h`"), ("P1DT2H", "write `1d2h`"),
    ])
  func remedy(written: String, remedy: String) {
    let text = GoodApplication.replacing("holdFor: 5m", with: "holdFor: \(written)")
    #expect(MarkedText(text).read().diagnostics.map(\.remedy) == [remedy])
  }

  @Test(
    "text that YAML readers take for something else must be quoted",
    arguments: [
      "1234", "0x1F", "1_000", "12:30:45", "1.5", ".5", "1e3", "-7", ".inf", "2026-01-02", "yes", "No", "ON",
      "off",
      "y", "true", "=",
    ])
  func ambiguous(word: String) {
    Change("plain", "source: probe", "source: ‹\(word)", .unquoted).check()
    Change("quoted", "source: probe", "source: \"\(word)\"").check()
  }

  @Test(
    "text that merely looks odd needs no quotes",
    arguments: ["1h", "v1", "1.2.3", "10.0.0.0/8", "2026-01", "onward", "no-1", "0xyz", "e3", "us-west-2"])
  func unambiguous(word: String) {
    Change("plain", "source: probe", "source: \(word)").check()
  }

  @Test(
    "account numbers are twelve digits in quotes",
    arguments: ["012345678901", "0123456789", "\"12345678901\"", "\"01234567890x\"", "'０１２３４５６７８９０１'"])
  func account(written: String) {
    Change("account", "account: \"012345678901\"", "account: ‹\(written)", .badAccount).check()
  }
}
