/// A resource that is backed up and in no application: nobody has said what it is for.
package struct UnownedResource: Codable, Hashable, Sendable {
  package var arn: ARN
  package var account: Account
  /// When, and by which source, it was first heard of.
  package var seenAt: Instant
  package var source: String

  package init(arn: ARN, account: Account, seenAt: Instant, source: String) {
    self.arn = arn
    self.account = account
    self.seenAt = seenAt
    self.source = source
  }

  /// How many are kept. What comes beyond it stands in the dead letters alone.
  package static let mostKept = 10_000
}

extension ApplicationName {
  /// Under which is kept what belongs to no application. No application file can have this name.
  package static let none: ApplicationName = "(none)"
}

extension State {
  /// Resources that are backed up and in no application that is in force, in order.
  package var unowned: [UnownedResource] {
    let owned = Set(applications.values.compactMap(\.catalog).flatMap(\.resources).map(\.arn))
    return (applications[.none]?.unowned.values.filter { !owned.contains($0.arn) } ?? []).sorted { $0.arn < $1.arn }
  }
}
