extension ExecutionMachine.Event {
  package enum Kind: String, CaseIterable, Sendable {
    case approvalRequested, approved, began, paused, stepPaused, resumed, verificationBegan, succeeded,
      failed, denied, stopping, aborted
  }

  private enum Key: String, CodingKey { case approval, approver, by, failedStep, failure, reason }

  package var kind: Kind {
    switch self {
    case .approvalRequested: .approvalRequested
    case .approved: .approved
    case .began: .began
    case .paused: .paused
    case .stepPaused: .stepPaused
    case .resumed: .resumed
    case .verificationBegan: .verificationBegan
    case .succeeded: .succeeded
    case .failed: .failed
    case .denied: .denied
    case .stopping: .stopping
    case .aborted: .aborted
    }
  }

  /// Reads the fields of an event of this kind from the object that `decoder` stands on.
  init(kind: Kind, from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    self =
      switch kind {
      case .approvalRequested: .approvalRequested(try fields.decode(Approval.self, forKey: .approval))
      case .approved: .approved(try fields.decode(Approver.self, forKey: .approver))
      case .began: .began(by: try fields.decode(String.self, forKey: .by))
      case .paused: .paused(by: try fields.decode(String.self, forKey: .by))
      case .stepPaused:
        .stepPaused(
          try fields.decode(StepID.self, forKey: .failedStep),
          try fields.decode(Failure.self, forKey: .failure))
      case .resumed: .resumed(by: try fields.decode(String.self, forKey: .by))
      case .verificationBegan: .verificationBegan
      case .succeeded: .succeeded
      case .failed: .failed(try fields.decode(Failure.self, forKey: .failure))
      case .denied:
        .denied(
          reason: try fields.decode(String.self, forKey: .reason),
          by: try fields.decode(String.self, forKey: .by))
      case .stopping:
        .stopping(
          reason: try fields.decode(String.self, forKey: .reason),
          by: try fields.decode(String.self, forKey: .by))
      case .aborted:
        .aborted(
          reason: try fields.decode(String.self, forKey: .reason),
          by: try fields.decode(String.self, forKey: .by))
      }
  }

  /// Writes the event's own fields into the object that `encoder` stands on.
  func encodeFields(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    switch self {
    case .approvalRequested(let approval): try fields.encode(approval, forKey: .approval)
    case .approved(let approver): try fields.encode(approver, forKey: .approver)
    case .began(let person), .paused(let person), .resumed(let person): try fields.encode(person, forKey: .by)
    case .stepPaused(let step, let failure):
      try fields.encode(step, forKey: .failedStep)
      try fields.encode(failure, forKey: .failure)
    case .verificationBegan, .succeeded: break
    case .failed(let failure): try fields.encode(failure, forKey: .failure)
    case .denied(let reason, let person), .stopping(let reason, let person), .aborted(let reason, let person):
      try fields.encode(reason, forKey: .reason)
      try fields.encode(person, forKey: .by)
    }
  }
}
