import Testing

@testable import DarumaSimulation

@Suite("Names and times as AWS writes them")
struct NamesAndTimesTests {
  @Test(
    "a moment in UTC",
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (951_782_400_000, "2000-02-29T00:00:00.000Z"), (1_709_164_800_123, "2024-02-29T00:00:00.123Z"),
      (1_709_251_199_999, "2024-02-29T23:59:59.999Z"), (1_709_251_200_000, "2024-03-01T00:00:00.000Z"),
      (4_107_542_400_000, "2100-03-01T00:00:00.000Z"), (1_795_499_040_000, "2026-11-24T05:44:00.000Z"),
    ] as [(Int64, String)])
  func times(milliseconds: Int64, text: String) {
    #expect(UTCTime(milliseconds: milliseconds).text == text)
  }

  @Test("an ARN comes apart and together again, colons in the name included")
  func resourceNames() throws {
    let text = "arn:aws:rds:us-east-1:123456789012:snapshot:rds:kaigo-2026-11-24-05-44"
    let arn = try #require(ResourceName(text))
    #expect(arn.region == "us-east-1")
    #expect(arn.name(after: "snapshot:") == "rds:kaigo-2026-11-24-05-44")
    #expect(arn.name(after: "db:") == nil)
    #expect(arn.text == text)
  }

  @Test("what is no ARN is none", arguments: ["", "kaigo", "arn:aws:rds:us-east-1", "urn:aws:rds:a:b:c"])
  func noResourceNames(text: String) {
    #expect(ResourceName(text) == nil)
  }

  @Test(
    "good identifiers are kept in lower case",
    arguments: [
      ("Kaigo-1", "kaigo-1"), ("a", "a"),
      (String(repeating: "x", count: 63), String(repeating: "x", count: 63)),
    ])
  func goodIdentifiers(name: String, kept: String) throws {
    #expect(try DatabaseIdentifier.checked(name, parameter: "P", longest: 63) == kept)
  }

  @Test(
    "bad identifiers are refused",
    arguments: [
      "", "1a", "-a", "a-", "a--b", "a_b", "a.b", "rds:a", "käigo", String(repeating: "x", count: 64),
    ])
  func badIdentifiers(name: String) {
    #expect(throws: CloudError.self) { try DatabaseIdentifier.checked(name, parameter: "P", longest: 63) }
  }

  @Test("generated ids have AWS's shapes")
  func ids() {
    var generator = SeededGenerator(seed: 7)
    #expect(generator.uuid().split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
    #expect(generator.capitals(26).count == 26)
    #expect(UInt64(generator.digits(19)) != nil)
    var again = SeededGenerator(seed: 7)
    var other = SeededGenerator(seed: 8)
    let first = again.uuid()
    #expect(first != other.uuid())
    #expect(first != again.uuid())
  }
}
