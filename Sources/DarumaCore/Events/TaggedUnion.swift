// Enums with payloads are written as an object with one key, the case, as in an application file:
// `{"alarm": {"name": "…"}}`. The compiler's own form (`{"alarm": {"_0": …}}`) would leak Swift into a format that is
// kept for ever.

extension KeyedDecodingContainer {
  /// The one key of a tagged union.
  ///
  /// - Throws: `DecodingError.dataCorrupted` where there is none, or more than one.
  func onlyKey() throws -> Key {
    guard allKeys.count == 1, let key = allKeys.first else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: codingPath, debugDescription: "wanted an object with exactly one known key"))
    }
    return key
  }
}

extension Channel {
  private enum Key: String, CodingKey { case sns, webhook }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self =
      switch try container.onlyKey() {
      case .sns: .sns(topic: try container.decode(ARN.self, forKey: .sns))
      case .webhook: .webhook(url: try container.decode(String.self, forKey: .webhook))
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .sns(let topic): try container.encode(topic, forKey: .sns)
    case .webhook(let url): try container.encode(url, forKey: .webhook)
    }
  }
}
