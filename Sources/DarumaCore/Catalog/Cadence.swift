/// How often something is made. Written as an ISO 8601 duration (`P1D`), `weekly-sunday`, `monthly-1` or
/// `monthly-last`.
package enum Cadence: Hashable, Sendable {
  /// One each span.
  case every(Span)
  /// One each week, on this day.
  case weekly(Weekday)
  /// One each month, on this day.
  case monthly(MonthDay)
}

package enum Weekday: String, Hashable, Sendable, CaseIterable, Codable {
  // In the order of ISO 8601: Monday is the first.
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday
}

/// A day of each month.
package enum MonthDay: Hashable, Sendable {
  /// 1 to 31: in a month that is shorter, its last day.
  case day(Int)
  case last

  /// The days that a month can have.
  package static let days = 1...31
  /// Those that every month has.
  static let certain = 1...28
}

extension Cadence: Codable, CustomStringConvertible {
  /// For people: `every 1d`, `each sunday`, `each month on day 1`, `each month on its last day`.
  package var description: String {
    switch self {
    case .every(let span): "every \(span)"
    case .weekly(let day): "each \(day.rawValue)"
    case .monthly(.day(let day)):
      "each month on day \(day)" + (MonthDay.certain.contains(day) ? "" : " or its last")
    case .monthly(.last): "each month on its last day"
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let cadence = Cadence(stored: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a cadence: \(text)")
    }
    self = cadence
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .every(let span): try container.encode(span.iso8601)
    case .weekly(let day): try container.encode(Self.weekly + day.rawValue)
    case .monthly(.day(let day)): try container.encode(Self.monthly + String(day))
    case .monthly(.last): try container.encode(Self.monthly + Self.last)
    }
  }

  private static let weekly = "weekly-"
  private static let monthly = "monthly-"
  private static let last = "last"

  private init?(stored text: String) {
    if text.hasPrefix(Self.weekly), let day = Weekday(rawValue: String(text.dropFirst(Self.weekly.count))) {
      self = .weekly(day)
    } else if text == Self.monthly + Self.last {
      self = .monthly(.last)
    } else if text.hasPrefix(Self.monthly), let day = Int(text.dropFirst(Self.monthly.count)),
      MonthDay.days.contains(day)
    {
      self = .monthly(.day(day))
    } else if let span = Span(iso8601: text), span > .zero {
      self = .every(span)
    } else {
      return nil
    }
  }
}
