import Glibc

/// What people watch while the figures are made.
enum StandardError {
  enum ExitCode: Int32 {
    case overLimit = 1
    case notDone = 2
    case wrongUsage = 64
  }

  static let isTerminal = isatty(STDERR_FILENO) == 1

  static func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      // Nobody is left to be told that telling failed.
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }

  /// One line that is written over; nothing where nobody looks on.
  static func progress(_ text: String) {
    if isTerminal { write("\r\u{1B}[K\(text)") }
  }

  static func exit(_ code: ExitCode) -> Never { Glibc.exit(code.rawValue) }
}
