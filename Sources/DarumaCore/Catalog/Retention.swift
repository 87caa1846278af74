/// How long something is kept. Written as an ISO 8601 duration (`P30D`, `P7Y`) or `forever`.
package enum Retention: Hashable, Sendable {
  case lasting(Span)
  /// Of the calendar, leap days and all: from 24 November to 24 November.
  case years(Int)
  case forever
}

extension Retention {
  /// When what was made at `start` may go; nil: never. A year from 29 February is over on the 28th.
  package func end(from start: Instant) -> Instant? {
    switch self {
    case .lasting(let span): start + span
    case .years(let count): start.later(byYears: count)
    case .forever: nil
    }
  }

  /// Whether a service that counts days, and keeps for `given`, keeps as long: with or without the last leap day, which
  /// depends on where it begins to count.
  package func isMet(by given: Retention) -> Bool {
    guard let given = given.longest, let longest else { return given == self }
    return (shortest...longest).contains(given)
  }

  private var shortest: Span {
    switch self {
    case .lasting(let span): span
    case .years(let count): .days(Int64(count) * 365 + Int64(count) / 4)
    case .forever: .zero
    }
  }

  /// The most that it can come to, whatever day it counts from. Nil: for ever.
  package var longest: Span? {
    switch self {
    case .lasting(let span): span
    case .years(let count): .days(Int64(count) * 365 + Int64(count + 3) / 4)
    case .forever: nil
    }
  }
}

extension Retention: Comparable {
  package static func < (left: Retention, right: Retention) -> Bool {
    switch (left.longest, right.longest) {
    case (let left?, let right?): left < right
    case (.some, nil): true
    case (nil, .some), (nil, nil): false
    }
  }
}

extension Retention: Codable, CustomStringConvertible {
  /// For people: `30d`, `7 years`, `for ever`.
  package var description: String {
    switch self {
    case .lasting(let span): span.description
    case .years(let count): count == 1 ? "1 year" : "\(count) years"
    case .forever: "for ever"
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    if text == Self.foreverText {
      self = .forever
    } else if text.first == "P", text.last == "Y", let count = Int(text.dropFirst().dropLast()), count > 0 {
      self = .years(count)
    } else if let span = Span(iso8601: text) {
      self = .lasting(span)
    } else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a retention: \(text)")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .lasting(let span): try container.encode(span.iso8601)
    case .years(let count): try container.encode("P\(count)Y")
    case .forever: try container.encode(Self.foreverText)
    }
  }

  private static let foreverText = "forever"
}

extension Instant {
  /// The same day and time of so many years later, in UTC; of 29 February the 28th where there is none.
  func later(byYears count: Int) -> Instant {
    let day = milliseconds.flooredQuotient(by: Self.millisecondsPerDay)
    let date = CivilDate(dayNumber: day)
    let year = date.year + Int64(count)
    guard
      let later = CivilDate(year: year, month: date.month, day: date.day)
        ?? CivilDate(year: year, month: date.month, day: 28)
    else { return self + .days(Int64(count) * 366) }
    return Instant(milliseconds: milliseconds + (later.dayNumber - day) * Self.millisecondsPerDay)
  }
}
