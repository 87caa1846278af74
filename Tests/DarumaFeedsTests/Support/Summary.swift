import DarumaCore

@testable import DarumaFeeds

/// What came of a record, as a few short lines for people: what the corpus table is written in.
enum Summary {
  static func lines(of decoded: Decoded) -> [String] {
    decoded.signals.flatMap(lines(of:))
      + decoded.ignored.map { "ignored by \($0.feed?.rawValue ?? "the envelope"): \($0.reason)" }
      + decoded.problems.flatMap { problem in
        [
          "refused, \(problem.code.rawValue), at \(problem.place.isEmpty ? "the record" : problem.place)",
          "  " + short(problem.reason),
        ]
      }
  }

  static func lines(of signal: Signal) -> [String] {
    var lines = ["\(signal.fact.kind.rawValue) \(head(of: signal.fact))"]
    lines += details(of: signal.fact).map { "  " + $0 }
    lines.append("  at \(signal.at), \(signal.region.rawValue.isEmpty ? "no region" : "\(signal.region)")")
    if let resource = signal.resource { lines.append("  resource \(resource)") }
    return lines
  }

  private static func head(of fact: Fact) -> String {
    switch fact {
    case .backupProgressed(let fact): "\(fact.job) \(fact.state)"
    case .recoveryPointTaken(let fact): "\(fact.recoveryPoint)" + (fact.partial ? " partial" : "")
    case .recoveryPointCopied(let fact): "\(fact.recoveryPoint)"
    case .recoveryPointRemoved(let fact): "\(fact.recoveryPoint) \(fact.reason)"
    case .recoveryPointScanned(let fact): "\(fact.verdict)"
    case .restoreProgressed(let fact): "\(fact.job) \(fact.state)"
    case .replicationMeasured(let fact): "\(fact.metric) \(text(fact.lag))"
    case .replicationFaulted(let fact): "\(fact.state)"
    case .alarmChanged(let fact):
      "\(fact.alarm): \(text(fact.previous)) -> \(fact.state)" + (fact.composite ? ", composite" : "")
    case .healthNoticed(let fact): "\(fact.code) \(fact.status)"
    case .zoneShifted(let fact): "\(fact.zone) \(fact.state)" + (fact.drill ? " drill" : "")
    case .threatFound(let fact): "\(fact.finding) severity \(fact.severity)" + (fact.sample ? " sample" : "")
    case .resourceChanged(let fact): "\(fact.change)"
    case .sourceSpoke(let fact): "\(fact.from)"
    case .commandGiven(let fact): "\(fact.command) of \(fact.application) by \(fact.by)"
    // Facts of a poller: no feed says them.
    case .listingCompleted(let fact): "\(fact.kind)"
    case .resourceDescribed: ""
    case .keyChanged(let fact): "\(fact.key) \(fact.state)"
    }
  }

  private static func details(of fact: Fact) -> [String] {
    switch fact {
    case .backupProgressed(let fact): reason(fact.reason)
    case .recoveryPointTaken(let fact):
      ["taken \(text(fact.takenAt)), vault \(text(fact.vault)), \(text(fact.sizeBytes)) bytes"]
        + key(fact.key)
    case .recoveryPointCopied(let fact): ["of \(fact.of) to \(fact.toRegion)"] + key(fact.key)
    case .restoreProgressed(let fact):
      ["of \(text(fact.recoveryPoint))"] + (fact.created.map { ["created \($0)"] } ?? [])
        + reason(fact.reason) + (fact.validation.map { ["validation \($0)"] } ?? [])
    case .replicationMeasured(let fact): ["to \(fact.toRegion)"]
    case .replicationFaulted(let fact): [fact.object] + reason(fact.reason)
    case .recoveryPointScanned(let fact): [fact.recoveryPoint.rawValue]
    case .alarmChanged(let fact):
      fact.instance.map { ["instance \(short($0))"] } ?? (fact.alarmArn == nil ? ["without an ARN"] : [])
    case .healthNoticed(let fact):
      ["\(text(fact.category)) for \(fact.scope.map { "\($0)" } ?? "whom is not said")"]
    case .threatFound(let fact): ["since \(fact.firstSeen)"]
    case .resourceChanged(let fact): reason(fact.reason)
    case .recoveryPointRemoved, .zoneShifted, .sourceSpoke, .commandGiven: []
    case .listingCompleted, .resourceDescribed, .keyChanged: []
    }
  }

  private static func key(_ key: ARN?) -> [String] { key.map { ["key \($0)"] } ?? [] }

  private static func reason(_ reason: String?) -> [String] { reason.map { ["because \(short($0))"] } ?? [] }

  private static func short(_ text: String) -> String {
    text.count > 80 ? text.prefix(77) + "..." : text
  }

  private static func text(_ value: (some Any)?) -> String { value.map { "\($0)" } ?? "unknown" }
}
