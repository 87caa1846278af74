import Testing

@testable import DarumaFeeds

@Suite("Decimal numbers become whole numbers of a smaller unit, rounded up")
struct DecimalTextTests {
  private func scaled(_ text: String, _ scale: Int64) throws -> Int64 {
    let bytes = Array(text.utf8)
    return try bytes.withUnsafeBufferPointer { try DecimalText.scaled($0, by: scale) }
  }

  @Test(
    "the number is scaled",
    arguments: [
      ("0", 1000, 0), ("1", 1000, 1000), ("1.5", 1000, 1500), ("0.0001", 1000, 1), ("100.0", 1, 100),
      ("8.77130197E8", 1, 877_130_197), ("8.77130197e8", 1000, 877_130_197_000), ("1.2E-3", 1000, 2),
      ("12.0001", 1, 13), ("-1", 1000, -1000), ("-1.0", 1, -1), ("0.0", 1000, 0), ("1E2", 1, 100),
      ("0E300", 1000, 0), ("9223372036854775807", 1, Int64.max),
    ] as [(String, Int64, Int64)])
  func value(_ text: String, _ scale: Int64, _ expected: Int64) throws {
    #expect(try scaled(text, scale) == expected)
  }

  @Test(
    "what does not fit is refused",
    arguments: ["9223372036854775808", "1E20", "9E18", "1E309", "1E999999999"])
  func tooLarge(_ text: String) {
    #expect(throws: DecimalText.Fault.tooLarge) { try scaled(text, 1000) }
  }

  @Test("what is no number is refused", arguments: ["", "-", "x", "1x", "1E", "1.2.3", "+1"])
  func notANumber(_ text: String) {
    #expect(throws: DecimalText.Fault.notANumber) { try scaled(text, 1000) }
  }
}
