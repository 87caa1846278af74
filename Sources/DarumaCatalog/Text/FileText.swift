/// The text of an application file, once its bytes have been found fit to be parsed.
struct FileText {
  /// Bytes of the largest file that is read: what fits into the journal (``SizeCheck/mostBytes``), written with five times
  /// as much room and comments.
  static let mostBytes = 4 << 20

  /// Without a byte order mark.
  let text: String

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Nil where the bytes are too many, not UTF-8, or hold a character that no YAML file may hold.
  static func read(_ bytes: [UInt8], _ findings: Findings) -> FileText? {
    guard bytes.count <= mostBytes else {
      findings.report(
        .fileTooLarge, at: .start, "the file has \(bytes.count) bytes, the limit is \(mostBytes)",
        remedy: "write one application a file")
      return nil
    }
    let body = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(byteOrderMark.count) : bytes[...]
    guard isClean(body, findings) else { return nil }
    return FileText(text: String(decoding: body, as: UTF8.self))
  }

  /// Walks through the scalars by itself, for neither `String` nor the YAML parser says at which line and
  /// column the bytes go wrong.
  private static func isClean(_ bytes: ArraySlice<UInt8>, _ findings: Findings) -> Bool {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var place = Place.start
    var previous: Unicode.Scalar?
    while true {
      switch decoder.decode(&iterator) {
      case .emptyInput:
        return true
      case .error:
        findings.report(
          .fileNotUTF8, at: place, "the bytes here are not UTF-8", remedy: "save the file as UTF-8")
        return false
      case .scalarValue(let scalar):
        guard isAllowed(scalar) else {
          let number = String(scalar.value, radix: 16, uppercase: true)
          findings.report(
            .controlCharacter, at: place, "the character U+\(number) can't stand in an application file",
            remedy: "remove it")
          return false
        }
        if scalar == "\n", previous == "\r" {
          // The line was counted at the carriage return.
        } else if scalar == "\n" || scalar == "\r" {
          place = Place(line: place.line + 1, column: 1)
        } else {
          place.column += 1
        }
        previous = scalar
      }
    }
  }

  /// The printable characters of YAML 1.2, section 5.1, less the line breaks that editors don't count as
  /// lines (next line, line and paragraph separator) and byte order marks inside the text.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
      0x10000...0x10FFFF:
      true
    default:
      false
    }
  }
}
