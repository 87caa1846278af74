package import DarumaCore

/// Asks for one page of alarms, metric and composite ones, by the beginning of their name or by whole names.
package struct DescribeAlarms: QueryOperation, PagedOperation {
  package static let service = AWSService.cloudWatch
  package static let name = "DescribeAlarms"
  package static let repetition = Repetition.reads

  package typealias Answer = XMLPage<Alarm>

  /// Whole names in one question: the most that CloudWatch takes.
  package static let maximumNames = 100

  package enum Wanted: Sendable, Equatable {
    /// Empty: all.
    case prefix(String)
    /// Up to ``maximumNames``.
    case names([String])
  }

  package struct Alarm: Sendable, Equatable {
    package var name: String
    package var arn: String
    /// `OK`, `ALARM`, `INSUFFICIENT_DATA`.
    package var state: String
    /// When the state became another one; missing where the service does not say (imitations don't).
    package var transitionedAt: Instant?
    /// When the state was last written.
    package var updatedAt: Instant?
    package var isComposite: Bool

    init(_ xml: XMLTree, isComposite: Bool) throws(WireFormatError) {
      name = try xml.requiredText("AlarmName")
      arn = try xml.requiredText("AlarmArn")
      state = try xml.requiredText("StateValue")
      transitionedAt = xml.text("StateTransitionedTimestamp").flatMap { Instant(rfc3339: $0) }
      updatedAt = xml.text("StateUpdatedTimestamp").flatMap { Instant(rfc3339: $0) }
      self.isComposite = isComposite
    }
  }

  package var wanted: Wanted
  package var position: String?

  package init(_ wanted: Wanted) { self.wanted = wanted }

  package var parameters: QueryParameters {
    var form = QueryParameters()
    switch wanted {
    case .prefix(let prefix): form.add("AlarmNamePrefix", prefix.isEmpty ? nil : prefix)
    case .names(let names): form.add(list: "AlarmNames", names)
    }
    // Without it composite alarms are left out.
    form.add(list: "AlarmTypes", ["MetricAlarm", "CompositeAlarm"])
    form.add("NextToken", position)
    return form
  }

  package static func answer(in result: XMLTree) throws(WireFormatError) -> Answer {
    var alarms: [Alarm] = []
    // A list of a kind of which there is none may be left out, as where only one kind is asked for; both are not.
    guard result["MetricAlarms"] != nil || result["CompositeAlarms"] != nil else {
      throw WireFormatError("\(result.name) has no MetricAlarms and no CompositeAlarms")
    }
    for (list, isComposite) in [("MetricAlarms", false), ("CompositeAlarms", true)] {
      for element in result.list(list, of: "member") {
        alarms.append(try Alarm(element, isComposite: isComposite))
      }
    }
    return Answer(items: alarms, next: result.text("NextToken"))
  }

  package func check(_ answer: Answer, in region: Region) throws(WireFormatError) {
    for alarm in answer.items {
      let isWanted =
        switch wanted {
        case .prefix(let prefix): alarm.name.hasPrefix(prefix)
        case .names(let names): names.contains(alarm.name)
        }
      guard isWanted else { throw WireFormatError("it is about the alarm '\(alarm.name)', which was not asked for") }
      try AnswerSubject.check("alarm", ARN(alarm.arn), liesIn: region)
    }
  }
}
