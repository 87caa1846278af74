/// The data that a failover would lose, in three labelled figures. Without a figure where nothing is restored and
/// nothing replicated.
package struct Loss: Codable, Hashable, Sendable {
  /// If users were moved at this moment: from the oldest data that comes over to now. Never less than the exposure.
  package var now: Span
  /// If nothing was written any more since the onset.
  package var atOnset: Span
  /// What was agreed to at the most: the loss if the cut-over is as late as the plan may take. The cut-over is held
  /// back beyond it.
  package var atMost: Span
  /// The resource that is worst off.
  package var resource: ResourceID

  /// A figure of a hundredth of an hour says nothing to a person: what is agreed to is rounded up to steps that people
  /// would call the same.
  private static let steps: [(upTo: Span, step: Span)] = [
    (.hours(1), .minutes(5)), (.hours(6), .minutes(15)), (.days(1), .hours(1)), (.days(14), .hours(6)),
  ]

  static func roundedUp(_ span: Span) -> Span {
    let step = (steps.first { span <= $0.upTo }?.step ?? .days(1)).milliseconds
    return Span(milliseconds: (span + Span(milliseconds: step - 1)).milliseconds / step * step)
  }

  /// - Parameter within: How long it may take from `now` to the cut-over.
  /// - Returns: Nil where no data comes over, and none is left behind.
  package static func of(_ fates: [ResourceFate], onset: Instant, within: Span, at now: Instant) -> Loss? {
    let worst = fates.compactMap { fate in fate.fate.asOf.map { (fate.resource, $0) } }
      .min { ($0.1, $0.0) < ($1.1, $1.0) }
    guard let (resource, oldest) = worst else { return nil }
    return Loss(
      now: max(.zero, now - oldest), atOnset: max(.zero, onset - oldest),
      atMost: roundedUp(max(.zero, now + within - oldest)), resource: resource)
  }
}
