/// A subject and a message in the form that SNS takes: the subject is plain ASCII without line breaks,
/// shorter than 100 letters; the whole is at most 256 KiB. What had to change in the subject stands at the
/// head of the message, unchanged.
struct NoticeText: Equatable {
  static let maximumSubjectLetters = 99
  /// Leaves room for the attributes, which count towards SNS's limit of 262,144 bytes.
  static let maximumMessageBytes = 250_000
  static let cutMark = "\n[cut]"

  /// Nil where nothing of it can be said in ASCII.
  let subject: String?
  let message: String

  init(subject original: String, message: String) {
    let plain = Self.plain(original)
    subject = plain.contains { $0.isLetter || $0.isNumber } ? plain : nil
    let whole = subject == original || original.isEmpty ? message : "\(original)\n\n\(message)"
    // SNS refuses an empty message.
    self.message = Self.cut(whole.isEmpty ? original : whole)
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

  private static func cut(_ text: String) -> String {
    guard text.utf8.count > maximumMessageBytes else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: maximumMessageBytes - cutMark.utf8.count)
    // Back to where a letter begins.
    while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
    return text[..<end] + cutMark
  }
}
