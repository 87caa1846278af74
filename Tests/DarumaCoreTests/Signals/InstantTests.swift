import Testing
import TestSupport

@testable import DarumaCore

@Suite("Instants are read and written as RFC 3339")
struct InstantTests {
  @Test(
    "every form of one moment is that moment",
    arguments: [
      "2026-11-24T03:42:00Z", "2026-11-24T03:42:00z", "2026-11-24t03:42:00Z", "2026-11-24 03:42:00Z",
      "2026-11-24T03:42:00.0Z", "2026-11-24T03:42:00.000Z", "2026-11-24T03:42:00.000999999Z",
      "2026-11-24T12:42:00+09:00", "2026-11-23T23:42:00-04:00", "2026-11-24T03:42:00+00:00",
      "2026-11-24T03:42:00-00:00", "2026-11-24T09:12:00+05:30",
    ])
  func forms(text: String) {
    #expect(Instant(rfc3339: text)?.milliseconds == 1_795_491_720_000)
  }

  @Test(
    "a fraction counts to the millisecond and is cut off below",
    arguments: [(".5", 500), (".05", 50), (".123", 123), (".1239", 123), (".999999999", 999), (".001", 1)])
  func fractions(text: String, milliseconds: Int64) {
    #expect(Instant(rfc3339: "1970-01-01T00:00:00\(text)Z")?.milliseconds == milliseconds)
  }

  @Test(
    "every number has a text, also where no calendar goes",
    arguments: [
      (.min, "-292275055-05-16T16:47:04.192Z"), (.max, "292278994-08-17T07:12:55.807Z"),
      (-1, "1969-12-31T23:59:59.999Z"),
      (-62_167_219_200_001, "-0001-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func everyNumber(milliseconds: Int64, text: String) {
    #expect("\(Instant(milliseconds: milliseconds))" == text)
    #expect(!Instant(milliseconds: milliseconds).compact.isEmpty)
    #expect((Instant(untrustedMilliseconds: milliseconds) == nil) == (milliseconds != -1))
  }

  @Test(
    "what is no moment is refused",
    arguments: [
      "", "2026-11-24", "2026-11-24T03:42Z", "2026-11-24T03:42:00", "2026-11-24T03:42:00+0900",
      "2026-11-24T03:42:00+24:00", "2026-11-24T03:42:00+09:60", "2026-11-24T03:42:00.Z",
      "2026-11-24T24:00:00Z", "2026-11-24T03:60:00Z", "2026-11-24T03:42:60Z", "2026-02-30T00:00:00Z",
      "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2025-02-29T00:00:00Z",
      "26-11-24T03:42:00Z", "2026-1-24T03:42:00Z", "+026-11-24T03:42:00Z", "2026-11-24T03:42:00Zulu",
      " 2026-11-24T03:42:00Z", "2026/11/24T03:42:00Z", "٢٠٢٦-11-24T03:42:00Z", "1795491720",
    ])
  func refused(text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test("what an offset moves beyond the years 0000 to 9999 is refused: it could not be written again")
  func outOfRange() {
    #expect(Instant(rfc3339: "0000-01-01T00:00:00+00:01") == nil)
    #expect(Instant(rfc3339: "9999-12-31T23:59:59.999-00:01") == nil)
    #expect(Instant(rfc3339: "0000-01-01T00:00:00Z")?.description == "0000-01-01T00:00:00.000Z")
    #expect(Instant(rfc3339: "9999-12-31T23:59:59.999Z")?.description == "9999-12-31T23:59:59.999Z")
  }

  @Test(
    "it is written in UTC with milliseconds",
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (-86_400_000, "1969-12-31T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
      (1_795_491_720_007, "2026-11-24T03:42:00.007Z"), (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
    ])
  func written(milliseconds: Int64, text: String) {
    #expect(Instant(milliseconds: milliseconds).description == text)
  }

  @Test("its short form is for names")
  func compact() {
    #expect(Instant(milliseconds: 1_795_491_720_007).compact == "20261124T034200Z")
  }

  @Test("random moments are written as a count of days and seconds says, and read back", arguments: 0..<20)
  func roundTrip(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<100 {
      // 1900 to 2199.
      let instant = Instant(milliseconds: .random(in: -2_208_988_800_000..<7_258_118_400_000, using: &random))
      #expect(instant.description == Self.countedOut(instant.milliseconds))
      #expect(Instant(rfc3339: instant.description) == instant)
      #expect(try JSONText.read(JSONText.of([instant])) == [instant])
    }
  }

  @Test("whatever span is added or taken away, the moment can be written and read back; nothing traps")
  func extremes() throws {
    let spans = [Int64.min, .min + 1, -63_000_000_000_000_000, 0, 1, 100_000_000_000_000, .max].map(Span.init)
    let moments = [Instant.at("03:00"), Instant(milliseconds: -62_167_219_200_000), Instant(milliseconds: 0)]
    for moment in moments {
      for span in spans {
        for moved in [moment + span, moment - span] { #expect(Instant(rfc3339: moved.description) == moved) }
        for other in spans { _ = (span + other, span - other, span * other.milliseconds) }
      }
    }
    #expect(Instant.distantPast + .hours(1) == .distantPast)
    #expect(Instant.at("03:00") - .distantPast > .days(1_000_000))
    #expect(throws: EncodingError.self) { try JSONText.of([Instant.distantPast]) }
  }

  /// The same by plain counting, year by year and month by month.
  private static func countedOut(_ milliseconds: Int64) -> String {
    var days = (milliseconds - (milliseconds % 86_400_000 + 86_400_000) % 86_400_000) / 86_400_000
    let inDay = milliseconds - days * 86_400_000
    var year = 1970
    func isLeap(_ year: Int) -> Bool { year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) }
    while days < 0 {
      year -= 1
      days += isLeap(year) ? 366 : 365
    }
    while days >= (isLeap(year) ? 366 : 365) {
      days -= isLeap(year) ? 366 : 365
      year += 1
    }
    var month = 1
    for length in [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
      guard days >= length else { break }
      days -= Int64(length)
      month += 1
    }
    func padded(_ value: Int64, _ width: Int) -> String {
      String(String(value + 1_000_000).suffix(width))
    }
    return "\(padded(Int64(year), 4))-\(padded(Int64(month), 2))-\(padded(days + 1, 2))"
      + "T\(padded(inDay / 3_600_000, 2)):\(padded(inDay / 60_000 % 60, 2)):\(padded(inDay / 1000 % 60, 2))"
      + ".\(padded(inDay % 1000, 3))Z"
  }

  @Test("spans move it, and two of them are a span apart")
  func arithmetic() {
    #expect(Instant.at("03:00") + .minutes(42) == .at("03:42"))
    #expect(Instant.at("03:42") - .minutes(42) == .at("03:00"))
    #expect(Instant.at("03:42") - .at("03:00") == .minutes(42))
    #expect(Instant.at("03:00") - .at("03:42") == Span(milliseconds: -2_520_000))
    #expect(Instant.at("03:00") < .at("03:42"))
  }

  @Test("text that is no time fails to decode, and says what it was")
  func undecodable() {
    let error = #expect(throws: DecodingError.self) {
      try JSONText.read("[\"yesterday\"]", as: [Instant].self)
    }
    #expect(error.debugDescription.contains("not an RFC 3339 time: yesterday"))
  }
}
