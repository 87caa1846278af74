import Foundation

/// Values as the journal writes them: JSON with sorted keys.
enum JSONText {
  static func of(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func read<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// The names of an object's fields.
  static func fields(of value: some Encodable) throws -> Set<String> {
    let object = try JSONSerialization.jsonObject(with: Data(of(value).utf8))
    guard let object = object as? [String: Any] else { throw CocoaError(.coderInvalidValue) }
    return Set(object.keys)
  }
}
