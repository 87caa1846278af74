import DarumaCore
import DarumaRuntime

/// Asks the person, as Daruma would ask management; without a person it says so and approves.
struct DemoApproval {
  let approves: Bool
  let parts: DemoParts
  let control: DemoControl

  func answer(_ approval: Approval) async throws {
    parts.story.show(approval)
    let answer: DemoQuestion.Answer
    if approves || !Terminal.canAsk {
      parts.story.approvesByItself(approves ? "--yes was given" : "standard input is no terminal")
      answer = .yes
    } else {
      // The story waits for the person, and the person has real time.
      parts.clock.slowDown()
      await parts.workers.follow()
      answer = try await parts.story.whileAsking { try await DemoQuestion.ask(on: $0) }
      parts.clock.speedUp()
      await parts.workers.follow()
    }
    guard answer != .nobody else { return parts.story.nobodyAnswers(until: approval.expiresAt) }
    let approved = answer == .yes
    try await control.send(
      CommandGiven(
        command: approved ? .approve : .deny, application: approval.terms.application, by: "you",
        role: "management",
        execution: approval.terms.execution, comment: approved ? nil : "not this time",
        digest: approved ? approval.digest : nil))
  }
}
