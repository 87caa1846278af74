import DarumaCore

/// Turns bytes into signals: `RawRecord` in, ``Decoded`` out. Holds no state, so one serves every thread.
package struct FeedDecoder: Sendable {
  package let limits: FeedLimits
  /// Nil reads every feed. Elements of other feeds are then ignored, with that reason.
  package let only: Feed?

  package init(limits: FeedLimits = FeedLimits(), only: Feed? = nil) {
    self.limits = limits
    self.only = only
  }

  /// Never fails as a whole: what could not be read is among the problems.
  package func decode(_ record: RawRecord) -> Decoded {
    var findings = Findings(
      origin: record.origin, receivedAt: record.receivedAt, limits: limits, only: only)
    do throws(Problem) {
      guard !record.value.isEmpty else {
        throw Problem(
          .noValue, at: "", "the record has no value", remedy: "a topic of events must not be compacted")
      }
      if let headers = try CloudEventHeaders(record.headers) {
        guard record.road != .control else { throw OperatorCommands.wrapped("a CloudEvent") }
        try headers.check()
      }
      if record.road == .control { return decodeOrder(record, &findings) }
      let level = Unwrapper.Level(mayCommand: record.road == .lines)
      Unwrapper(limits: limits).open(bytes: record.value, at: .top, level, into: &findings)
    } catch {
      findings.refuse(error)
    }
    return findings.decoded
  }

  /// The control topic: the record is one command, and nothing is taken off it.
  private func decodeOrder(_ record: RawRecord, _ findings: inout Findings) -> Decoded {
    do throws(JSONFault) {
      let document = try JSONDocument(record.value, limits: limits.json, at: .top)
      findings.read(.commands, document.root, by: OperatorCommands.readAlone)
    } catch {
      findings.refuse(Problem(error, in: .top))
    }
    return findings.decoded
  }
}
