/// A daily window, as the two clock times between which it is open, in minutes after local midnight. One that ends at or
/// before its start crosses midnight.
///
/// Of a schedule it is a local start and a length, as RDS and AWS Backup mean it: on a day on which clocks change it is as
/// long as on any other, and ends at another time by the clock (``ScheduleOpenings/closing(on:)``).
package struct DayWindow: Hashable, Sendable {
  package var start: Int
  package var end: Int

  /// Reads `03:00-04:00`.
  package init?(_ text: some StringProtocol) {
    let sides = text.split(separator: "-", omittingEmptySubsequences: false)
    guard sides.count == 2, let start = Self.minutes(sides[0]), let end = Self.minutes(sides[1]), start != end
    else { return nil }
    self.start = start
    self.end = end
  }

  /// Of a start in minutes after midnight, and a length in minutes, 1 to 1439.
  package init(startingAt start: Int, minutes: Int) {
    self.start = start
    end = (start + min(max(minutes, 1), 1439)) % 1440
  }

  private static func minutes(_ text: some StringProtocol) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    // A sign is no digit, though Int would read it.
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isNumber) }),
      let hour = Int(parts[0]), let minute = Int(parts[1]),
      (0...23).contains(hour), (0...59).contains(minute)
    else { return nil }
    return hour * 60 + minute
  }
}

extension DayWindow: Codable, CustomStringConvertible {
  package var description: String {
    func clock(_ minutes: Int) -> String {
      digits(Int64(minutes / 60), 2) + ":" + digits(Int64(minutes % 60), 2)
    }
    return clock(start) + "-" + clock(end)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let window = DayWindow(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a daily window: \(text)")
    }
    self = window
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
