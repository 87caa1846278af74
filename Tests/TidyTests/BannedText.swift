import Foundation

/// A text that must not stand in the sources, and what to write in its place.
struct BannedText {
  let text: String
  let instead: String
  /// Paths, or beginnings of paths, where it may stand, each for a reason that is written there.
  var except: [String] = []
  var countsInComments = false
  /// Only below these paths; everywhere below `Sources` where it is empty.
  var only: [String] = []

  static let all: [BannedText] = [
    BannedText(
      text: "fatalError(", instead: "throw a typed error, or preconditionFailure for our own impossible state",
      except: [
        // A machine without SHA-256 can keep no journal; fatalError tells the reason in a release build too.
        "Sources/DarumaCrypto/OpenSSLFailure.swift"
      ]),
    BannedText(text: "try!", instead: "handle the error"),
    BannedText(text: "as!", instead: "as? and an error"),
    BannedText(
      text: " print(", instead: "Terminal.output.line in daruma, the logger elsewhere",
      // Its figures are all that it has to say.
      except: ["Sources/Benchmarks/"]),
    BannedText(text: "Date()", instead: "the injected clock"),
    BannedText(text: "usleep(", instead: "await an event, or the injected clock"),
    BannedText(text: "Thread.sleep", instead: "await an event, or the injected clock"),
    BannedText(
      text: "Task.sleep", instead: "the injected clock",
      except: [
        // The clocks themselves, and pauses that are real time by nature: a reader that looks for another process's commits, a demonstration's patience, the pause between
        // two tries of one request, the model's own delays on the wire.
        "Sources/DarumaRuntime/Clock/", "Sources/daruma/Demo/DemoPatience.swift",
        "Sources/DarumaAWS/Wire/Pacing.swift", "Sources/DarumaSimulation/AWSFace/Server/",
        "Sources/DarumaKafka/Threads/", "Sources/DarumaJournal/SQLite/",
      ]),
    BannedText(text: "TODO", instead: "an issue", countsInComments: true),
    BannedText(text: "FIXME", instead: "an issue", countsInComments: true),
    BannedText(text: "HACK", instead: "an issue", countsInComments: true),
    BannedText(
      text: "async", instead: "a plain function: the core decides, others wait", only: ["Sources/DarumaCore/"]),
    BannedText(
      text: "await ", instead: "a plain function: the core decides, others wait", only: ["Sources/DarumaCore/"]),
    BannedText(text: ".random", instead: "a value that comes in", only: ["Sources/DarumaCore/"]),
    BannedText(text: "Clock.now", instead: "a time that comes in", only: ["Sources/DarumaCore/"]),
  ]

  func isOff(_ path: String) -> Bool {
    except.contains { path.hasPrefix($0) } || (!only.isEmpty && !only.contains { path.hasPrefix($0) })
  }

  /// Each line of `file` where the text stands, in code or, if it counts there too, in a comment.
  func violations(in file: SourceTree.File) -> [String] {
    guard !isOff(file.path) else { return [] }
    return file.lines.enumerated().compactMap { index, line in
      guard (countsInComments ? line[...] : code(of: line)).contains(text) else { return nil }
      return "\(file.path):\(index + 1): \(text.trimmingPrefix(" ")): write \(instead)"
    }
  }

  private func code(of line: String) -> Substring {
    guard let comment = line.range(of: "//") else { return line[...] }
    return line[..<comment.lowerBound]
  }
}
