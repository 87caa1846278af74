import DarumaCore
import DarumaFeeds
import Foundation

/// The entry of libFuzzer: any bytes, read as one record. The decoder has to be total: what it says may be
/// wrong only in ways that ``Invariants`` catches, and it must never trap, hang, or take unbounded memory.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  guard let start, count > 0 else { return 0 }
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let trial = Trial(input)
  let decoder = FeedDecoder(limits: trial.limits, only: trial.only)
  let decoded = decoder.decode(trial.record)
  Invariants.check(decoded, limits: trial.limits)
  guard decoded == decoder.decode(trial.record) else {
    stop("the same bytes, decoded twice, gave two results")
  }
  return 0
}

/// Tells why, and ends as a crash: that is what libFuzzer keeps the input of.
func stop(_ reason: String) -> Never {
  FileHandle.standardError.write(Data("broken invariant: \(reason)\n".utf8))
  abort()
}

/// What has to hold of every outcome, whatever the bytes.
enum Invariants {
  static func check(_ decoded: Decoded, limits: FeedLimits) {
    let ignored = decoded.ignored.reduce(0) { $0 + $1.count }
    let count = decoded.signals.count + decoded.problems.count + ignored
    require(count > 0, "a record was passed over in silence")
    // One more: the problem that says that the rest was given up.
    require(count <= limits.findings + 1, "more findings than the limit allows")
    require(decoded.signals.count == decoded.rules.count, "a signal without its rule")
    for signal in decoded.signals { check(signal, limits: limits) }
    for problem in decoded.problems { require(!problem.reason.isEmpty, "a problem without a reason") }
  }

  /// A signal is written as one line and read back as the same.
  private static func check(_ signal: Signal, limits: FeedLimits) {
    require(!signal.id.rawValue.isEmpty, "a signal without an id")
    require(signal.id.rawValue.utf8.count <= limits.signalIDBytes, "a signal's id beyond the limit")
    require(signal.id.rawValue.hasPrefix(signal.fact.kind.rawValue + "#"), "a signal's id of another kind")
    do {
      let line = try JSONEncoder().encode(signal)
      let back = try JSONDecoder().decode(Signal.self, from: line)
      require(back == signal, "a signal that is not the same after it was written and read")
    } catch {
      stop("a signal that cannot be written and read: \(error)")
    }
  }

  private static func require(_ holds: Bool, _ what: String) {
    guard holds else { stop(what) }
  }
}
