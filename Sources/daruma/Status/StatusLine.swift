import DarumaCore

/// One application in one line: for whoever looks after many.
struct StatusLine {
  private let document: StatusDocument
  private var out = Terminal.output

  init(_ document: StatusDocument, times: LocalTimes? = nil) {
    self.document = document
    out.times = times
  }

  func show() {
    let parts = [exposure, breaches, placement, request, paused, caller, hearing, more].compactMap(\.self)
    out.line(out.styled(document.application.rawValue, .bold) + "  " + parts.joined(separator: "; "))
  }

  /// The worst of all resources.
  private var exposure: String? {
    guard
      let worst = document.exposures.max(by: { ($0.status, $0.exposure ?? .zero) < ($1.status, $1.exposure ?? .zero) })
    else { return nil }
    let loss = worst.exposure.map { ": would lose \($0.whole)" } ?? ""
    let text = "\(worst.status.words)\(loss) (\(worst.resource), RPO \(worst.rpo))"
    switch worst.status {
    case .fresh, .due: return out.styled(text, .green)
    case .late: return out.styled(text, .yellow)
    case .breached, .silent, .unknown: return out.styled(text, .red)
    }
  }

  private var breaches: String? {
    let count = document.resources.map(\.breaches.count).reduce(0, +)
    guard count > 0 else { return nil }
    return out.styled("\(count) " + (count == 1 ? "thing is" : "things are") + " not as the file asks", .yellow)
  }

  private var placement: String? {
    guard let placement = document.placement else { return out.styled("no application file in force", .yellow) }
    return document.isServedFromPrimary ? placement : out.styled(placement, .yellow)
  }

  /// What waits for people, or runs.
  private var request: String? {
    guard let running = document.executions.last(where: { $0.endedAt == nil }) else { return nil }
    guard let approval = running.approval else {
      return out.styled("\(running.plan) is \(running.stateWords)", .yellow)
    }
    if let outdated = approval.outdated, let next = approval.askedAnewAt {
      return out.styled("\(running.plan) waits for approval, asked anew at \(next): \(outdated)", .red)
    }
    return out.styled(
      "\(running.plan) waits for approval until \(approval.expiresAt): daruma approve \(document.application) --by YOU",
      .yellow)
  }

  private var paused: String? {
    document.automationPausedBy.map { out.styled("automatic failover is paused by \($0)", .yellow) }
  }

  private var caller: String? {
    document.caller?.fault == nil ? nil : out.styled("nothing is listed or done in AWS", .red)
  }

  /// The first of what needs a person and is said by none of the others.
  private var more: String? {
    let others = document.needsPerson.filter { need in
      switch need.kind {
      case .compromise, .ended, .heldBack, .listing, .evidence, .recoveryRegion, .plan: true
      case .noFile, .placement, .exposure, .uncovered, .breach, .execution, .paused, .credentials: false
      }
    }
    guard let first = others.first else { return nil }
    let rest = others.count - 1
    return out.styled(
      first.words + (rest > 0 ? ", and \(rest) more: daruma status \(document.application)" : ""), .yellow)
  }

  private var hearing: String? { document.hearingNews.map { out.styled($0, .yellow) } }
}
