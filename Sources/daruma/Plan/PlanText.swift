import DarumaActions
import DarumaCore

/// A plan as it would run now, for people.
struct PlanText {
  private let document: PlanDocument
  private let out: Terminal
  private let isBrief: Bool

  /// - Parameter isBrief: Whether the calls are left out.
  init(_ document: PlanDocument, isBrief: Bool, on terminal: Terminal = .output) {
    self.document = document
    self.isBrief = isBrief
    out = terminal
  }

  func show() {
    showHead()
    for (index, line) in document.steps.enumerated() { show(line, number: index + 1) }
    out.line()
    if let findings = document.permissionFindings {
      out.line(out.styled("permissions", .bold))
      for finding in findings { show(finding) }
      out.line()
    }
    out.line(out.styled(document.permissionFindings == nil ? "Nothing was sent." : "Nothing was changed.", .dim))
  }

  private func showHead() {
    let places = Set(document.steps.map(\.region)).sorted().map(\.rawValue).joined(separator: " and ")
    let way = document.kind == .restore ? "in \(places)" : "\(document.primary) to \(document.recovery)"
    let direction = "\(document.kind.rawValue), \(way)"
    out.line(
      out.styled("\(document.application) / \(document.plan)", .bold) + "  \(direction), if it began \(document.at)")
    out.line("  " + time())
    for starter in document.triggers {
      let isLate = starter.expected > starter.rto
      out.line(
        "  trigger \(starter.trigger): "
          + out.styled("\(starter.expected) at the most until it is through as usual", isLate ? .red : .green)
          + ", the RTO is \(starter.rto), the RPO \(starter.rpo)")
    }
    out.line("  critical path: " + document.criticalPath.map(\.rawValue).joined(separator: " > "))
    if let loss = document.loss {
      let isOver = loss.now > document.rpo
      out.line(
        "  "
          + out.styled(
            "\(loss.now) of data would be lost (\(loss.resource)), the RPO is \(document.rpo)", isOver ? .red : .green))
    }
    for choice in document.choices {
      out.line("  \(choice.resource) from \(choice.point), taken \(choice.takenAt), \(choice.usability)")
    }
    if let block = document.block { out.line("  " + out.styled("it would not begin now: \(block)", .red)) }
    guard document.pointsAreKnown else {
      out.line("  " + out.styled("recovery points are left open: there is no journal to look them up in", .yellow))
      return
    }
    for missing in document.missing {
      let why = missing.reason.map { ": \($0)" } ?? ": none is known"
      out.line("  " + out.styled("\(missing.resource) has no recovery point to restore from\(why)", .red))
    }
  }

  private func time() -> String {
    let isLate = document.expected > document.rto
    let expected = out.styled("\(document.expected) expected", isLate ? .red : .green)
    let longest = "\(document.longest) if every step takes all its time"
    return "\(expected), \(longest); the RTO is \(document.rto)"
  }

  private func show(_ line: PlanDocument.Line, number: Int) {
    out.line()
    let marks = [line.isCutOver ? "cut-over" : nil, line.onCriticalPath ? "critical" : nil].compactMap(\.self)
    let mark = marks.isEmpty ? "" : "  " + out.styled(marks.joined(separator: ", "), .yellow)
    out.line(
      out.styled("\(number) \(line.step)", .bold) + "  \(line.action)  \(line.region)  +\(line.begins)  usually "
        + "\(line.usually), at most \(line.timeout), \(line.retries) retries" + mark)
    if !line.after.isEmpty { fact("after", line.after.map(\.rawValue).joined(separator: ", ")) }
    fact("does", line.sentence)
    fact("needs", line.needs)
    if !isBrief {
      for call in line.calls { show(call) }
      fact("a repeat", line.repeatIs)
    }
    fact("undone", line.undoneBy)
    for finding in line.findings ?? [] { show(finding) }
    if let failure = line.failure { out.line("  " + out.styled("\(failure)", .red)) }
  }

  private func show(_ call: PlanDocument.Call) {
    let place = call.region.map { " in \($0)" } ?? ""
    fact(
      call.changes ? "changes" : "looks",
      "\(call.service) \(call.operation)\(call.line.map { " (\($0))" } ?? "")\(place)  " + Self.words(call.input))
  }

  private func show(_ finding: PlanDocument.Finding) {
    let style: Terminal.Style =
      switch finding.verdict {
      case .met: .green
      case .unmet: .red
      case .unseen: .yellow
      case .later: .dim
      }
    let remedy = finding.remedy.map { "; \($0)" } ?? ""
    fact("check", out.styled("\(finding.verdict.rawValue)", style) + "  \(finding.subject): \(finding.state)\(remedy)")
  }

  private func fact(_ word: String, _ text: String) {
    out.line("  " + out.styled(word.padded(to: 8), .dim) + "  " + text)
  }

  /// `DBInstanceIdentifier=orders, Tags=[{Key=a, Value=b}]`.
  private static func words(_ document: Document) -> String {
    guard case .object(let members) = document else { return value(document) }
    return members.sorted { $0.key < $1.key }.map { "\($0.key)=\(value($0.value))" }.joined(separator: ", ")
  }

  private static func value(_ document: Document) -> String {
    switch document {
    case .null: "null"
    case .bool(let bool): String(bool)
    case .integer(let number): String(number)
    case .decimal(let number): "\(number)"
    case .text(let text): text
    case .list(let items): "[" + items.map(value).joined(separator: ", ") + "]"
    case .object: "{" + words(document) + "}"
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
