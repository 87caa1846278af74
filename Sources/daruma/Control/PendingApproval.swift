import ArgumentParser
import DarumaCore
import DarumaJournal

/// The request for approval that is in force, from the journal.
enum PendingApproval {
  /// - Throws: ``CommandFailure`` where nothing waits for approval, or what is asked is no longer so.
  static func find(_ application: String, _ execution: String?, in journal: String) async throws -> Approval {
    let state = try await JournalReading.open(journal).latest(warningOn: .errors).state
    let found = try state.application(named: application)
    let candidate = execution.map { found.executions[ExecutionID($0)] } ?? found.runningExecution
    guard let candidate else { throw CommandFailure("\(application) has no such execution") }
    guard let approval = candidate.machine.approval else {
      throw CommandFailure(
        "execution \(candidate.id) is \(candidate.machine.stateWords), not awaiting approval")
    }
    let now = Moment.now(state).at
    if let change = ApprovalStanding.change(of: candidate, in: found, at: now) {
      throw CommandFailure(
        "what request \(approval.round) asks is no longer so: \(change). It is asked anew at "
          + "\(max(approval.nextRequestAt, now)); an approval of it would be refused")
    }
    return approval
  }

  /// Shows the terms and asks. A person must be there: a script has to name the digest.
  ///
  /// - Parameter json: Standard output is for a program.
  static func ask(_ approval: Approval, json: Bool) throws {
    show(approval, on: json ? .errors : .output)
    guard Terminal.canAsk, !json else {
      throw CommandFailure("nobody can be asked here; approve with --digest \(approval.digest)")
    }
    Terminal.output.line("Type yes to approve:")
    guard readLine()?.lowercased() == "yes" else {
      Terminal.output.line("not approved")
      throw ExitStatus.finding
    }
  }

  static func show(_ approval: Approval, on terminal: Terminal) { lines(approval, terminal).forEach(terminal.line) }

  static func lines(_ approval: Approval, _ terminal: Terminal) -> [String] {
    let terms = approval.terms
    var lines = [terminal.styled("\(terms.plan) of \(terms.application)", .bold) + ", execution \(terms.execution)"]
    if let loss = terms.loss {
      lines.append(
        terminal.styled("  You will lose \(loss.now) of data (\(loss.resource)).", .yellow)
          + " \(loss.atOnset) if nothing was written since \(terms.onset); \(loss.atMost) at the most.")
    }
    if let before = terms.before { lines.append("  What is restored is from before \(before).") }
    if let objectives = terms.objectives {
      lines.append("  It is held against \(objectives.words), from \(terms.onset).")
    }
    for fate in terms.fates {
      let text = "  " + fate.sentence(at: terms.asOf)
      lines.append(fate.fate.isLeftBehind ? terminal.styled(text, .red) : text)
    }
    if let since = terms.deafSince {
      lines.append(terminal.styled("  Nothing was heard since \(since): it acts on what was known then.", .red))
    }
    for item in terms.evidence {
      let mark = item.holds ? "yes" : "no "
      lines.append("  \(mark) \(item.negated ? "(must not be) " : "")\(item.statement)")
    }
    if approval.policy.required > 1 || !approval.approvers.isEmpty {
      let names = approval.approvers.map(\.name).joined(separator: ", ")
      lines.append(
        "  approved by \(approval.approvers.count) of \(approval.policy.required)\(names.isEmpty ? "" : ": " + names)")
    }
    return lines + ["  request \(approval.round), expires \(approval.expiresAt), digest \(approval.digest)"]
  }
}
