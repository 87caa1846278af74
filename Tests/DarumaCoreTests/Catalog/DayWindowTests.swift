import Testing

@testable import DarumaCore

@Suite("Daily windows")
struct DayWindowTests {
  @Test(
    "a window is read in minutes after midnight and written back",
    arguments: [("03:00-04:00", 180, 240), ("23:30-00:30", 1410, 30), ("00:00-23:59", 0, 1439)])
  func read(text: String, start: Int, end: Int) throws {
    let window = try #require(DayWindow(text))
    #expect((window.start, window.end) == (start, end))
    #expect(window.description == text)
    #expect(try JSONText.read(JSONText.of([window])) == [window])
  }

  @Test(
    "what is no window is refused",
    arguments: [
      "", "03:00", "03:00-", "-04:00", "3:00-4:00", "03:00-04:00-05:00", "24:00-01:00", "03:60-04:00",
      "03:00 - 04:00", "03-04", "03:00:00-04:00:00", "03:00-03:00", "+3:00-04:00", "03:+5-04:00", "aa:bb-cc:dd",
    ])
  func refused(text: String) {
    #expect(DayWindow(text) == nil)
  }

  @Test("text that is no window fails to decode, and says what it was")
  func undecodable() {
    let error = #expect(throws: DecodingError.self) { try JSONText.read("[\"noon\"]", as: [DayWindow].self) }
    #expect(error.debugDescription.contains("not a daily window: noon"))
  }
}
