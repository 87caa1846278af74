import Foundation
import Glibc

/// Standard output and standard error, with colour where a terminal is and none in a pipe.
///
/// Everything that is written as a line is made fit to be shown first (``OutsideText``): nobody has to know which parts of
/// a sentence came from outside.
struct Terminal: Sendable {
  /// Whether colour may be used: a terminal, and no `NO_COLOR` (no-color.org) or dumb terminal.
  let hasColour: Bool
  /// How times are shown; nil: as they are, in UTC.
  var times: LocalTimes?

  static let output = Terminal(descriptor: STDOUT_FILENO)
  static let errors = Terminal(descriptor: STDERR_FILENO)

  private let descriptor: Int32

  /// Whether a person looks at it.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  private init(descriptor: Int32) {
    self.descriptor = descriptor
    let environment = ProcessInfo.processInfo.environment
    hasColour =
      isatty(descriptor) == 1 && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
  }

  /// Whether a person can be asked.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  enum Style: String, CaseIterable {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
    case cyan = "36"
  }

  func styled(_ text: String, _ style: Style) -> String {
    hasColour ? Styling.begin(style) + text + Styling.end : text
  }

  /// Writes a line, at once. That it can't be written is noted: ``OutputFault``.
  func line(_ text: String = "") {
    write(Styling.shown(times?.shown(text) ?? text) + "\n")
  }

  /// Writes several lines of our own: what separates them is ours.
  func lines(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { self.line(String(line)) }
  }

  /// Writes a line of JSON as it is.
  func json(_ line: String) { write(line + "\n") }

  /// Writes bytes as they are, for a file or a pipe.
  ///
  /// - Throws: ``CommandFailure`` where they can't be written.
  func raw(_ bytes: [UInt8]) throws {
    write(bytes)
    try OutputFault.check()
  }

  private func write(_ text: String) { write(Array(text.utf8)) }

  private func write(_ bytes: [UInt8]) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written)
      }
      guard count > 0 || errno == EINTR else {
        if descriptor == STDOUT_FILENO { OutputFault.note(errno) }
        return
      }
      written += max(count, 0)
    }
  }
}
