/// Collects one answer as it arrives, up to its limits.
struct AnswerBuffer {
  /// Which limit an answer went over.
  enum Overflow: Equatable, Sendable {
    case headers(limitBytes: Int)
    case body(limitBytes: Int)
  }

  let maximumHeaderBytes: Int
  let maximumBodyBytes: Int
  private(set) var status = 0
  private(set) var headers: [HTTPHeader] = []
  private(set) var body: [UInt8] = []
  private(set) var overflow: Overflow?
  private var headerBytes = 0

  init(maximumHeaderBytes: Int, maximumBodyBytes: Int) {
    self.maximumHeaderBytes = maximumHeaderBytes
    self.maximumBodyBytes = maximumBodyBytes
  }

  /// Takes one line of the head, or of the trailer, with its line break.
  ///
  /// - Returns: whether to go on; false once a limit is passed.
  mutating func receiveLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
    headerBytes += bytes.count
    guard headerBytes <= maximumHeaderBytes else {
      overflow = .headers(limitBytes: maximumHeaderBytes)
      return false
    }
    let line = String(decoding: bytes, as: UTF8.self).trimmingLineBreak()
    if line.isEmpty { return true }
    if line.hasPrefix("HTTP/") {
      // An interim answer (1xx) has a head of its own, which the final one replaces.
      status = Int(line.split(separator: " ").dropFirst().first ?? "") ?? 0
      headers = []
    } else if line.first == " " || line.first == "\t" {
      // An obsolete folded line belongs to the field before it (RFC 9112, section 5.2).
      guard let last = headers.indices.last else { return true }
      headers[last].value += " " + line.trimmingBlanks()
    } else {
      let name = line.prefix { $0 != ":" }
      headers.append(HTTPHeader(String(name), line[name.endIndex...].dropFirst().trimmingBlanks()))
    }
    return true
  }

  /// Takes the next bytes of the body.
  ///
  /// - Returns: whether to go on; false once the limit is passed.
  mutating func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard body.count + bytes.count <= maximumBodyBytes else {
      overflow = .body(limitBytes: maximumBodyBytes)
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }
}

extension StringProtocol {
  fileprivate func trimmingLineBreak() -> Substring {
    var rest = Substring(self)
    while let last = rest.unicodeScalars.last, last == "\r" || last == "\n" {
      rest.unicodeScalars.removeLast()
    }
    return rest
  }

  fileprivate func trimmingBlanks() -> String {
    var rest = Substring(self)
    while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return String(rest)
  }
}
