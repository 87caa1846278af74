import Testing
import TestSupport

@testable import DarumaCore

@Suite("Spans as people write them, and as machines do")
struct SpanTests {
  @Test(
    "what an application file says is read",
    arguments: [
      ("37m", Span.minutes(37)), ("1h", .hours(1)), ("1h30m", .minutes(90)), ("90s", .seconds(90)),
      ("250ms", Span(milliseconds: 250)), ("30d", .days(30)), ("2w", .days(14)), ("0s", .zero),
      ("1d2h3m4s5ms", Span(milliseconds: 93_784_005)), ("3660d", .days(3660)),
    ])
  func written(text: String, span: Span) {
    #expect(Span(written: text) == span)
  }

  @Test(
    "a number without a unit, a negative, overlong or broken span is refused",
    arguments: [
      "", "5", "m", "-5m", "1.5h", "5 m", " 5m", "5m ", "5M", "5y", "5mo", "1h30", "h1", "5m,3s", "٥m",
      "3661d", "3660d1ms", "9999999999999s", "999999999999w", "99999999999999999999s",
    ])
  func refused(text: String) {
    #expect(Span(written: text) == nil)
  }

  @Test(
    "ISO 8601 is written shortest, and read back",
    arguments: [
      (Span.minutes(37), "PT37M"), (.zero, "PT0S"), (.hours(26), "P1DT2H"), (.days(30), "P30D"),
      (Span(milliseconds: 1250), "PT1.25S"), (Span(milliseconds: 1), "PT0.001S"), (.minutes(90), "PT1H30M"),
      (Span(milliseconds: -90_000), "-PT1M30S"), (Span(milliseconds: 93_784_005), "P1DT2H3M4.005S"),
      (Span(milliseconds: 86_400_500), "P1DT0.5S"),
    ])
  func iso8601(span: Span, text: String) throws {
    #expect(span.iso8601 == text)
    #expect(Span(iso8601: text) == span)
    #expect(try JSONText.of([span]) == "[\"\(text)\"]")
  }

  @Test(
    "other ways of ISO 8601 are read too",
    arguments: [
      ("P1W", Span.days(7)), ("PT90M", .minutes(90)), ("PT36H", .hours(36)), ("P0D", .zero),
      ("PT1.2567S", Span(milliseconds: 1256)),
    ])
  func otherForms(text: String, span: Span) {
    #expect(Span(iso8601: text) == span)
  }

  @Test(
    "years and months, which have no fixed length, and what is no duration are refused",
    arguments: [
      "", "P", "PT", "-P", "P1Y", "P1M", "1H", "PT5", "PT1H30", "PTH", "P1H", "PT1D", "PT1.5H", "PT.5S",
      "PT1.S", "PT1..5S", "P-1D", "+P1D", "PTT1S", "PT1S ", "P1DT", "PT99999999999999S",
      "P999999999999W", "PT999999999999H999999999999H999999999999H",
    ])
  func notIso8601(text: String) {
    #expect(Span(iso8601: text) == nil)
  }

  @Test("random spans survive writing and reading", arguments: 0..<10)
  func roundTrip(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let magnitude = Int.random(in: 0..<52, using: &random)
      let span = Span(milliseconds: .random(in: -(1 << magnitude)...(1 << magnitude), using: &random))
      #expect(Span(iso8601: span.iso8601) == span, "\(span.milliseconds) ms")
    }
  }

  @Test(
    "people read the two largest units",
    arguments: [
      (Span.minutes(37), "37m"), (.minutes(245), "4h 5m"), (.hours(26), "1d 2h"), (.zero, "0s"),
      (Span(milliseconds: 1250), "1.250s"), (Span(milliseconds: 59_999), "59.999s"), (.seconds(61), "1m 1s"),
      (.days(30), "30d"), (Span(milliseconds: 3_601_000), "1h"), (Span(milliseconds: -300_000), "-5m"),
    ])
  func description(span: Span, text: String) {
    #expect(span.description == text)
  }

  @Test("text that is no duration fails to decode, and says what it was")
  func undecodable() {
    let error = #expect(throws: DecodingError.self) { try JSONText.read("[\"5m\"]", as: [Span].self) }
    #expect(error.debugDescription.contains("not an ISO 8601 duration: 5m"))
  }
}
