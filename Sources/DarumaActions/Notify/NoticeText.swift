/// A subject and a message in the form that SNS takes: the subject is plain ASCII without line breaks,
/// shorter than 100 letters; the whole is at most 256 KiB. What had to change in the subject stands at the
/// head of the message, unchanged.
/// The last line stays whole, however long the message is.
struct NoticeText: Equatable {
  static let maximumSubjectLetters = 99
  /// Leaves room for the attributes, which count towards SNS's limit of 262,144 bytes.
  static let maximumMessageBytes = 250_000
  static let cutMark = "\n[cut]"

  /// Nil where nothing of it can be said in ASCII.
  let subject: String?
  let message: String

  init(subject original: String, message: String, lastLine: String? = nil) {
    let plain = Self.plain(original)
    subject = plain.contains { $0.isLetter || $0.isNumber } ? plain : nil
    let whole = subject == original || original.isEmpty ? message : "\(original)\n\n\(message)"
    // SNS refuses an empty message.
    let body = whole.isEmpty ? original : whole
    let end = lastLine.map { "\n\n\($0)" } ?? ""
    self.message = Self.cut(body, to: Self.maximumMessageBytes - end.utf8.count) + end
  }

  private static func plain(_ text: String) -> String {
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case " "..."~": plain.unicodeScalars.append(scalar)
      case "\n", "\r", "\t": plain += " "
      default: plain += "?"
      }
    }
    return String(plain.drop { $0 == " " }.prefix(maximumSubjectLetters))
  }

  private static func cut(_ text: String, to bytes: Int) -> String {
    guard text.utf8.count > bytes else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: bytes - cutMark.utf8.count)
    // Back to where a letter begins.
    while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
    return text[..<end] + cutMark
  }
}
