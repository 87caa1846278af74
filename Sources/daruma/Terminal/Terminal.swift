import ArgumentParser
import Foundation
import Glibc

/// Standard output and standard error, with colour where a terminal is and none in a pipe.
struct Terminal: Sendable {
  /// Whether colour may be used: a terminal, and no `NO_COLOR` (no-color.org) or dumb terminal.
  let hasColour: Bool

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

  enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
    case cyan = "36"
  }

  func styled(_ text: String, _ style: Style) -> String {
    hasColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Text from outside as it may be shown: what would move the cursor, colour, or hide and reverse text is written out.
  static func plain(_ text: String, upTo limit: Int = .max) -> String {
    var plain = ""
    for scalar in text.unicodeScalars.prefix(limit) {
      switch scalar.properties.generalCategory {
      case .control where scalar == "\n" || scalar == "\t", .lineSeparator, .paragraphSeparator: plain += " "
      case .control, .format, .surrogate, .privateUse, .unassigned:
        plain += "\\u{\(String(scalar.value, radix: 16))}"
      default: plain.unicodeScalars.append(scalar)
      }
    }
    return plain + (text.unicodeScalars.count > limit ? " ..." : "")
  }

  /// Writes a line, at once. What can't be written (a closed pipe) ends the program by its signal, as usual.
  func line(_ text: String = "") {
    let bytes = Array((text + "\n").utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress! + written, bytes.count - written)
      }
      guard count > 0 || errno == EINTR else { return }
      written += max(count, 0)
    }
  }
}

extension AsyncParsableCommand {
  /// Runs `body`; an error becomes one line on standard error and exit code 2. Exit codes pass through.
  func reportingFailures(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let code as ExitCode {
      throw code
    } catch is CancellationError {
      throw ExitCode(130)
    } catch {
      Terminal.errors.line(Terminal.errors.styled("error: ", .red) + "\(error)")
      throw ExitStatus.failure
    }
  }
}
