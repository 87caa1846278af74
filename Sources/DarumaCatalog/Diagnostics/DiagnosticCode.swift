/// What kind of problem a diagnostic names. The raw value is stable: scripts and the documentation refer to
/// it.
package enum DiagnosticCode: String, Codable, Hashable, Sendable, CaseIterable {
  // The file as a whole.

  /// The file holds nothing but blanks and comments.
  case fileEmpty = "file.empty"
  /// The file is larger than ``FileText/mostBytes``.
  case fileTooLarge = "file.too-large"
  /// The bytes are not UTF-8.
  case fileNotUTF8 = "file.not-utf8"
  /// A character that YAML forbids, or that would shift line numbers.
  case controlCharacter = "file.control-character"
  /// More than one YAML document in the file.
  case severalDocuments = "file.several-documents"
  /// The application is larger than ``SizeCheck/mostBytes``.
  case applicationTooLarge = "application.too-large"
  /// Another file describes the same application.
  case duplicateApplication = "file.duplicate-application"
  /// Two applications would move the same name.
  case sharedRecord = "file.shared-record"
  /// Two applications would restore the same resource.
  case sharedRestore = "file.shared-restore"
  /// More problems than are shown.
  case tooManyProblems = "file.too-many-problems"
  /// No problem was found, yet the file did not become an application: a fault of Daruma.
  case notUnderstood = "file.not-understood"

  // YAML.

  /// Not YAML.
  case syntax = "yaml.syntax"
  /// A tab where only spaces may stand.
  case tab = "yaml.tab"
  /// A key that is given more than once in one mapping.
  case duplicateKey = "yaml.duplicate-key"
  /// An anchor (`&x`) or an alias (`*x`).
  case anchor = "yaml.anchor"
  /// A tag, such as `!Ref`.
  case tag = "yaml.tag"
  /// The merge key `<<`.
  case mergeKey = "yaml.merge-key"
  /// A key that is a list or a mapping.
  case keyNotText = "yaml.key-not-text"
  /// Nested deeper than ``WrittenReader/mostDepth``.
  case tooDeep = "yaml.too-deep"
  /// Unquoted text that YAML readers take for a number, a boolean, null or a date.
  case unquoted = "yaml.unquoted-text"

  // Keys and values.

  case unknownKey = "key.unknown"
  case missingKey = "key.missing"
  /// Keys that exclude each other, or a key that has no meaning here.
  case keyConflict = "key.conflict"
  /// A key without a value, or empty text.
  case missingValue = "value.missing"
  /// A list where text should stand, and the like.
  case wrongKind = "value.wrong-kind"
  case notBoolean = "value.not-boolean"
  case notNumber = "value.not-a-number"
  case outOfRange = "value.out-of-range"
  case notAChoice = "value.not-a-choice"
  case tooLong = "value.too-long"
  /// Fewer or more items than a list or mapping may have.
  case itemCount = "value.item-count"
  /// The same item twice in a list.
  case repeatedItem = "value.repeated"

  // Notations.

  case badName = "name.bad"
  case badDuration = "duration.bad"
  case badRegion = "region.bad"
  case badAccount = "account.bad"
  case badARN = "arn.bad"
  case badURL = "url.bad"
  /// An expression, or a request's line, that can't be read.
  case badExpression = "expression.bad"
  /// `${…}` that stands for nothing known.
  case unknownBlank = "template.unknown-name"
  case badWindow = "window.bad"
  /// Not a moment of RFC 3339.
  case badInstant = "time.bad"
  /// Not a time of day.
  case badClock = "time-of-day.bad"
  /// Neither a length of time nor `week` or `month`.
  case badCadence = "cadence.bad"
  /// Not a day of the week or month, or not one of that interval.
  case badDay = "day.bad"
  /// Not how long something can be kept.
  case badRetention = "retention.bad"
  case unknownTimeZone = "time-zone.unknown"
  case badDNSName = "dns-name.bad"
  case badAddress = "address.bad"
  /// An identifier of AWS (hosted zone, security group, instance class ...) that can't be one.
  case badAWSIdentifier = "aws-identifier.bad"

  // Names that must be known, and known once.

  case unknownAction = "action.unknown"
  case unknownResource = "resource.unknown"
  case unknownStep = "step.unknown"
  case unknownPlan = "plan.unknown"
  case unknownRole = "role.unknown"
  case duplicateResource = "resource.duplicate"
  case duplicateStep = "step.duplicate"
  case duplicateTrigger = "trigger.duplicate"

  // Resources and regions.

  case sameRegions = "regions.same"
  /// The ARN is of another type of resource.
  case arnOfOtherType = "arn.other-type"
  case arnOfOtherAccount = "arn.other-account"
  /// The ARN is not in the primary region.
  case arnOfOtherRegion = "arn.other-region"
  /// The ARN is of another partition of AWS than its region, or than the primary region.
  case arnOfOtherPartition = "arn.other-partition"
  /// A region of another partition of AWS than the primary region.
  case regionOfOtherPartition = "region.other-partition"
  /// A region of which the client knows no host names.
  case regionWithoutHostNames = "region.no-host-names"
  /// The step's action can't act on a resource of this type.
  case resourceOfOtherType = "resource.other-type"
  /// A copy that would be lost together with the original.
  case copyToPrimary = "protection.copy-to-primary"
  /// A copy that is of no use in the recovery region.
  case copyElsewhere = "protection.copy-elsewhere"
  /// A key that says nothing for a protection rule of this kind.
  case keyOfOtherKind = "protection.key-of-other-kind"
  /// A kind of protection that resources of this type can't have.
  case kindOfOtherType = "protection.kind-of-other-type"
  /// A window, or a `startWithin`, that is longer than the time between two backups.
  case windowTooLong = "protection.window-too-long"
  /// What is made is gone before the next is there.
  case retentionGap = "protection.retention-gap"
  /// The ARN of what holds a replica is of another type than the resource.
  case destinationOfOtherType = "protection.destination-of-other-type"
  /// What holds a replica is not in the region that `copyTo` names, or is the resource itself.
  case destinationElsewhere = "protection.destination-elsewhere"
  /// No rule that reaches the recovery region promises to lose as little as the RPO asks.
  case rpoOutOfReach = "protection.rpo-out-of-reach"
  /// What a trigger starts usually takes longer than the RTO, with its approval.
  case rtoOutOfReach = "trigger.rto-out-of-reach"
  /// A contact that is reached through the primary region.
  case contactInPrimary = "contact.in-primary-region"

  // Triggers.

  case conditionTooDeep = "condition.too-deep"
  case conditionTooLarge = "condition.too-large"
  /// Silence by itself would fire the trigger (invariant 10).
  case silenceAlone = "condition.silence-alone"
  /// The condition can hold without any evidence at all.
  case noEvidence = "condition.no-evidence"
  /// The condition can hold though nothing speaks against the primary region (invariant 10).
  case noWeight = "condition.no-weight"
  /// A condition relies on what the provider does not say.
  case expectationUnsaid = "condition.expectation-unsaid"
  /// A condition about a region that the application has nothing to do with.
  case conditionElsewhere = "condition.unrelated-region"
  /// The application is failed over even while nothing can be heard.
  case actsDeaf = "guards.acts-deaf"
  /// No contact reaches the role that is to approve.
  case unreachableRole = "approval.unreachable-role"

  /// An operator's key that is none.
  case badOperatorKey = "operator.bad-key"
  /// Two operators of one name, or with one key.
  case duplicateOperator = "operator.duplicate"
  /// Fewer operators may approve than must.
  case tooFewApprovers = "approval.too-few-operators"

  /// A webhook's address that is not named, but written out.
  case addressInClear = "contact.address-in-clear"

  /// The URL of a check with a query, written out.
  case checkInClear = "check.query-in-clear"

  // Plans.

  case cycle = "plan.cycle"
  /// The step whose output is wanted leaves none of that name, or does not come before.
  case noOutput = "step.no-output"
  case noCutOver = "plan.no-cut-over"
  case cutOverBeforeRestore = "plan.cut-over-before-restore"
  /// A step needs the primary region before the cut-over, or at it (invariant 12).
  case needsPrimary = "plan.needs-primary-region"
  /// A step needs a global control plane before the cut-over (invariant 12).
  case needsGlobalPlane = "plan.needs-global-control-plane"
  /// The cut-over itself needs a global control plane (invariant 12).
  case cutOverNeedsGlobalPlane = "plan.cut-over-needs-global-control-plane"
  /// A failover that points users at the primary region.
  case switchesToPrimary = "plan.switches-to-primary"
  /// A drill that would touch production names or traffic.
  case drillTouchesTraffic = "plan.drill-touches-traffic"
  /// A plan of a kind that can't be run.
  case planKindNotRun = "plan.kind-not-run"
  /// A resource that holds data, and that a failover leaves where it is.
  case leavesResourceBehind = "plan.leaves-resource-behind"
  /// A step that brings data or users over may fail, and the plan goes on.
  case goesOnWithout = "plan.goes-on-without"
  /// A restored resource without a rule that copies it to the recovery region.
  case restoreWithoutCopy = "restore.no-copy"
  /// A restored instance that would get the defaults of AWS instead of what production had.
  case restoreWithDefaults = "restore.aws-defaults"

  // Fit for automatic action: `--strict` only.

  /// Nobody is asked, and no loss is too large.
  case unboundedLoss = "strict.unbounded-loss"
  /// One kind of evidence by itself would fire the trigger.
  case oneKindOfEvidence = "strict.one-kind-of-evidence"
  case noTimeout = "strict.no-timeout"
  /// An approval is asked for, and the roles are what senders say.
  case unsignedApproval = "strict.unsigned-approval"
}

extension DiagnosticCode {
  /// How grave the problem is without `--strict`.
  package var severity: Diagnostic.Severity {
    switch self {
    case .repeatedItem, .copyElsewhere, .retentionGap, .rpoOutOfReach, .rtoOutOfReach, .contactInPrimary,
      .conditionElsewhere,
      .actsDeaf, .expectationUnsaid, .addressInClear, .checkInClear, .regionWithoutHostNames,
      .unreachableRole, .noCutOver, .cutOverBeforeRestore, .cutOverNeedsGlobalPlane, .restoreWithoutCopy,
      .restoreWithDefaults, .leavesResourceBehind, .goesOnWithout, .tooManyProblems:
      .warning
    default:
      .error
    }
  }
}
