internal import DarumaCore

/// Whether an answer is about what was asked for. A cache, a balancer or a proxy that mixes answers up gives one that is
/// whole, and of something else.
enum AnswerSubject {
  /// - Parameter said: nil where the answer does not say it: then nothing speaks against it.
  static func check(_ what: String, _ said: String?, is asked: String) throws(WireFormatError) {
    guard let said, said != asked else { return }
    throw other(what, said, asked)
  }

  /// Of services that don't tell capitals from small letters.
  static func check(_ what: String, _ said: String?, isLike asked: String) throws(WireFormatError) {
    guard let said, said.lowercased() != asked.lowercased() else { return }
    throw other(what, said, asked)
  }

  /// What names no region says nothing.
  static func check(_ what: String, _ arn: ARN?, liesIn region: Region) throws(WireFormatError) {
    guard let arn, arn.isWellFormed, !arn.region.rawValue.isEmpty, arn.region != region else { return }
    throw WireFormatError("it is about the \(what) \(arn), and was asked for in \(region)")
  }

  static func other(_ what: String, _ said: String, _ asked: String) -> WireFormatError {
    WireFormatError("it is about the \(what) '\(said)', and '\(asked)' was asked for")
  }
}
