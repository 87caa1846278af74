/// The binary output of a CloudWatch metric stream (OpenTelemetry 0.7 and 1.0): messages of protobuf, each
/// after its length. It is not read, but named, since a stream whose format is changed sends both for a
/// while.
enum OpenTelemetry {
  /// Whether bytes that are no JSON begin with a length, and then with field 1 of a message that fits into
  /// it.
  static func looksLike(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    guard let length = varint(&rest), rest.popFirst() == 0x0A, let inner = varint(&rest), inner < length
    else { return false }
    // Protobuf is full of bytes that no text has.
    return bytes.prefix(64).contains { $0 < 0x09 || (0x0E...0x1F).contains($0) }
  }

  private static func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    for shift in 0..<5 {
      guard let byte = bytes.popFirst() else { return nil }
      value |= UInt64(byte & 0x7F) << UInt64(7 * shift)
      if byte & 0x80 == 0 { return value }
    }
    return nil
  }

  static func problem(at place: JSONDocument.Place) -> Problem {
    Problem(
      .openTelemetry, at: place.description, "a metric stream in OpenTelemetry format, which is not read",
      remedy: "set the stream's output format to JSON")
  }
}
