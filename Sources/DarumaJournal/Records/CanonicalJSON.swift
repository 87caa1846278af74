import Foundation

/// JSON as every format of the journal has it: sorted keys, no escaped slashes, one line, UTF-8.
package enum CanonicalJSON {
  /// The bytes of `value`. The same value gives the same bytes in every process, as long as no set and no dictionary
  /// with keys that are not text is in it.
  ///
  /// Throws what the value's own `encode(to:)` throws, and `EncodingError` for a number that JSON has no word for.
  package static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(value))
  }

  /// The value that `bytes` describe. Throws `DecodingError`.
  package static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    try JSONDecoder().decode(type, from: Data(bytes))
  }

  /// A decoding or encoding error in one line: where, and what is wrong there.
  static func explain(_ error: any Error) -> String {
    switch error {
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      place(context.codingPath) + context.debugDescription
    case DecodingError.keyNotFound(let key, let context):
      place(context.codingPath) + "\"\(key.stringValue)\" is missing"
    case EncodingError.invalidValue(_, let context):
      place(context.codingPath) + context.debugDescription
    default: "\(error)"
    }
  }

  private static func place(_ path: [any CodingKey]) -> String {
    guard !path.isEmpty else { return "" }
    return path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".") + ": "
  }
}
