/// Documents that stand one after the other without a newline, as Firehose puts its records: `{…}{…}`. All of them or none:
/// where they can't be told apart to the last byte, the record is refused as a whole.
struct ConcatenatedDocuments: Sequence {
  private let documents: [ArraySlice<UInt8>]

  /// Nil where the bytes are not two objects or more, and nothing else.
  init?(_ bytes: ArraySlice<UInt8>, limits: JSONLimits) {
    var documents: [ArraySlice<UInt8>] = []
    var rest = Self.trimmed(bytes)
    while !rest.isEmpty {
      guard documents.count < limits.elements, let end = Self.end(of: rest) else { return nil }
      documents.append(rest[..<end])
      rest = Self.trimmed(rest[end...])
    }
    guard documents.count > 1 else { return nil }
    self.documents = documents
  }

  func makeIterator() -> IndexingIterator<[ArraySlice<UInt8>]> { documents.makeIterator() }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
  }

  /// Behind the brace that closes the first one.
  private static func end(of bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.first == UInt8(ascii: "{") else { return nil }
    var depth = 0
    var (isText, isEscaped) = (false, false)
    for index in bytes.indices {
      let byte = bytes[index]
      if isText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isText = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isText = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
    }
    return nil
  }
}
