extension Problem {
  /// Stable: printed by `daruma decode`, written to dead letters, counted in metrics.
  package enum Code: String, Hashable, Sendable, CaseIterable {
    // The text, one for each ``JSONFault/Code``.
    case jsonEmpty = "json-empty"
    case jsonByteOrderMark = "json-byte-order-mark"
    case jsonUnexpectedByte = "json-unexpected-byte"
    case jsonUnexpectedEnd = "json-unexpected-end"
    case jsonTrailingBytes = "json-trailing-bytes"
    case jsonDuplicateKey = "json-duplicate-key"
    case jsonControlCharacter = "json-control-character"
    case jsonInvalidEscape = "json-invalid-escape"
    case jsonLoneSurrogate = "json-lone-surrogate"
    case jsonInvalidUTF8 = "json-invalid-utf8"
    case jsonMalformedNumber = "json-malformed-number"
    case jsonNumberTooLarge = "json-number-too-large"
    case jsonStringTooLong = "json-string-too-long"
    case jsonNestingTooDeep = "json-nesting-too-deep"
    case jsonTooManyElements = "json-too-many-elements"
    case jsonDocumentTooLarge = "json-document-too-large"

    // The envelope.
    /// No value at all, as in a tombstone of a compacted topic.
    case noValue = "no-value"
    case openTelemetry = "open-telemetry"
    case invalidBase64 = "invalid-base64"
    case wrappedTooDeep = "wrapped-too-deep"
    case unknownShape = "unknown-shape"
    case unknownSource = "unknown-source"
    case unknownDetailType = "unknown-detail-type"
    /// A PutEvents entry: what is sent to EventBridge, not what comes out of it.
    case notDelivered = "not-delivered"
    /// An SNS message that is neither JSON nor from AWS Backup.
    case prose = "prose"
    case cloudEventVersion = "cloudevent-version"
    case cloudEventAttribute = "cloudevent-attribute"
    case cloudEventData = "cloudevent-data"

    /// An operator's command anywhere but alone in the control topic.
    case commandElsewhere = "command-elsewhere"
    /// What is no operator's command, in the control topic.
    case notACommand = "not-a-command"

    // Members.
    case missing = "missing"
    case wrongType = "wrong-type"
    case unknownMember = "unknown-member"
    case unknownValue = "unknown-value"
    case invalidText = "invalid-text"
    case invalidARN = "invalid-arn"
    case invalidNumber = "invalid-number"
    case notATime = "not-a-time"
    case noSuchDate = "no-such-date"
    case noSuchTimeOfDay = "no-such-time-of-day"
    case noTimeZone = "no-time-zone"
    case unknownUnit = "unknown-unit"

    // Meaning.
    case unknownEvent = "unknown-event"
    /// Two parts of one event say different things.
    case contradiction = "contradiction"
    /// The source leaves out what the signal needs.
    case incomplete = "incomplete"
    /// The sender says that it cut something off.
    case cutOffBySender = "cut-off-by-sender"
    case keyTooLong = "key-too-long"
    case tooManyFindings = "too-many-findings"
  }
}
