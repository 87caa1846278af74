import DarumaCore
import DarumaRuntime

/// Asks the person, as Daruma would ask management; without a person it says so and approves.
struct DemoApproval {
  let approves: Bool
  let parts: DemoParts
  let control: DemoControl

  func answer(_ approval: Approval) async throws {
    let approved: Bool
    if approves || !Terminal.canAsk {
      parts.story.approvesByItself(approves ? "--yes was given" : "standard input is no terminal")
      approved = true
    } else {
      // The story waits for the person, and the person has real time.
      parts.clock.slowDown()
      approved = await DemoQuestion.ask()
      parts.clock.speedUp()
    }
    try await control.send(
      CommandGiven(
        command: approved ? .approve : .deny, application: approval.terms.application, by: "you",
        role: "management",
        execution: approval.terms.execution, comment: approved ? nil : "not this time",
        digest: approved ? approval.digest : nil))
  }
}
