import DarumaAWS
import DarumaCore
import Testing

@Suite("The Date field of an answer")
struct HTTPDateTests {
  @Test(
    "the form that servers write is read",
    arguments: [
      ("Tue, 24 Nov 2026 03:42:00 GMT", "2026-11-24T03:42:00Z"),
      ("Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"),
      ("Tue, 29 Feb 2028 23:59:59 GMT", "2028-02-29T23:59:59Z"),
    ])
  func read(text: String, instant: String) {
    #expect(HTTPDate.read(text) == Instant(rfc3339: instant))
    #expect(HTTPDate.read(text) != nil)
  }

  @Test(
    "anything else is no date",
    arguments: [
      "", "now", "Tue, 24 Nov 2026 03:42:00", "Tue, 24 Nov 2026 03:42:00 JST", "Tue, 24 Nov 26 03:42:00 GMT",
      "Tue, 31 Nov 2026 03:42:00 GMT", "Tue, 24 nov 2026 03:42:00 GMT", "Tue, 24 Nov 2026 25:42:00 GMT",
      "Tuesday, 24-Nov-26 03:42:00 GMT", "Tue Nov 24 03:42:00 2026", "2026-11-24T03:42:00Z",
      "Tue, 4 Nov 2026 03:42:00 GMT",
    ])
  func refuse(text: String) { #expect(HTTPDate.read(text) == nil) }
}
