import DarumaCore

/// Whose rules mean manual snapshots by their names: of such a snapshot events do not say the database.
struct SnapshotNameAskers: Sendable {
  private struct Owner: Hashable, Sendable {
    var application: ApplicationName
    var resource: ResourceID
  }

  private struct Place: Hashable, Sendable {
    var account: Account
    var region: Region
    var service: String
  }

  private struct Candidate: Sendable {
    var resource: Resource
    var application: Application
  }

  private var candidates: [Place: [Owner: Candidate]] = [:]

  mutating func add(_ application: Application) {
    for resource in application.resources
    where resource.protection.contains(where: { $0.kind == .snapshot && $0.origin == .manual && $0.name != nil }) {
      let place = Place(account: application.account, region: resource.arn.region, service: resource.arn.service)
      candidates[place, default: [:]][Owner(application: application.name, resource: resource.id)] = Candidate(
        resource: resource, application: application)
    }
  }

  /// The application of the one resource that may own the point by its name; nil where none or several may.
  func owner(of point: RecoveryPointID) -> ApplicationName? {
    let arn = ARN(point.rawValue)
    guard let here = candidates[Place(account: arn.account, region: arn.region, service: arn.service)] else {
      return nil
    }
    let owners = here.filter { $0.value.resource.mayOwn(point, in: $0.value.application) }.prefix(2)
    return owners.count == 1 ? owners.first?.key.application : nil
  }
}
