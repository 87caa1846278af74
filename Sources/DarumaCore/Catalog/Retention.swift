/// How long something is kept. Written as an ISO 8601 duration (`P30D`) or `forever`.
package enum Retention: Hashable, Sendable {
  case lasting(Span)
  case forever
}

extension Retention: Codable, CustomStringConvertible {
  /// For people: `30d`, `for ever`.
  package var description: String {
    switch self {
    case .lasting(let span): span.description
    case .forever: "for ever"
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    if text == Self.foreverText {
      self = .forever
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
    case .forever: try container.encode(Self.foreverText)
    }
  }

  private static let foreverText = "forever"
}
