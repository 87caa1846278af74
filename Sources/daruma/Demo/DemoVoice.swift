import DarumaCore

/// Who speaks in the story, and in which colour.
enum DemoVoice {
  /// Nil for what would only repeat itself.
  static func of(_ event: Event) -> (String, Terminal.Style)? {
    switch event.body {
    case .observed(let signal): voice(of: signal)
    case .observation(.fellSilent): ("sees", .red)
    case .observation(.pastForgotten): nil
    case .observation(.complianceChanged(let change)) where change.began.isEmpty && change.ended.isEmpty: nil
    // The exposure of the application is that of the worst, which is told.
    case .observation(.applicationExposureChanged): nil
    case .observation, .catalog: ("knows", .blue)
    // The step tells the same.
    case .effect(_, .sent), .effect(_, .done), .effect(_, .calledOff), .notice(.told), .command(.taken): nil
    case .effect: ("does", .red)
    case .placement: ("knows", .yellow)
    case .notice: ("tells", .cyan)
    case .trigger, .executionStarted, .command: ("decides", .yellow)
    case .execution(_, .approvalRequested): ("asks", .yellow)
    case .execution(_, .succeeded): ("decides", .green)
    case .execution: ("decides", .yellow)
    case .step(_, _, .ready): nil
    case .step(_, _, .succeeded), .step(_, _, .adopted): ("does", .green)
    case .step(_, _, .attemptFailed), .step(_, _, .failed): ("does", .red)
    case .progress(_, .verificationDue): nil
    case .step, .progress: ("does", .cyan)
    }
  }

  private static func voice(of signal: Signal) -> (String, Terminal.Style)? {
    switch signal.fact {
    case .sourceSpoke: nil
    // AWS Backup has told of it, with its resource.
    case .recoveryPointTaken where signal.resource == nil: nil
    case .alarmChanged: ("sees", .red)
    default: ("sees", .cyan)
    }
  }

  /// Without what a step made, which the report tells.
  static func words(of event: Event) -> String {
    switch event.body {
    case .step(_, let step, .succeeded): "step \(step): done"
    case .step(_, let step, .adopted): "step \(step): was done already, adopted"
    default: event.sentence
    }
  }
}
