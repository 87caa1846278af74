import DarumaCore

/// What a step does, as read. Names of other steps and of roles are not yet looked up.
struct ActionDraft: Sendable {
  enum Parameters: Sendable {
    case rdsRestore(RDSRestoreOptions)
    case ecsScale(ECSScaleOptions)
    case route53Switch(SwitchDraft)
    case httpCheck(HTTPCheckOptions, urlPlace: Place)
    case notify(NoticeDraft)
  }

  var row: ActionRow
  /// Where the action's name is written.
  var place: Place
  var parameters: Parameters
  /// Whether `with` was read without a complaint: what is not in the parameters is not in the file.
  var isWhole: Bool

  func action(contacts: [Contact]) -> StepAction? {
    switch parameters {
    case .rdsRestore(let options): .rdsRestore(options)
    case .ecsScale(let options): .ecsScale(options)
    case .route53Switch(let draft): .route53Switch(draft.options)
    case .httpCheck(let options, _): .httpCheck(options)
    case .notify(let draft):
      .notify(
        NotifyOptions(channels: draft.channels(contacts: contacts).map(\.value), message: draft.message))
    }
  }
}
