import DarumaCore

/// What one resource can be restored from, and what is not as the application file asks.
struct ResourceStatus: Encodable {
  var resource: ResourceID
  var arn: ARN
  var points: [PointStatus]
  var replicas: [Replica]
  /// The newest word of a backup or copy job.
  var job: Job?
  var breaches: [Breach]

  struct Replica: Encodable {
    var region: Region
    var metric: String
    var lag: Span?
    var at: Instant
    var syncedTo: Instant?
  }

  struct Job: Encodable {
    var job: String
    var state: BackupProgressed.State
    var at: Instant
    var reason: String?
  }

  init(_ resource: Resource, _ state: ApplicationState, at now: Instant) {
    let protection = state.projection.protection
    self.resource = resource.id
    arn = resource.arn
    let target = state.catalog?.target(of: resource)
    points = protection.points(of: resource.arn).compactMap { point in
      target.map { PointStatus(point, for: $0, protection, at: now) }
    }
    .sorted { ($0.takenAt ?? .never, $0.recoveryPoint) > ($1.takenAt ?? .never, $1.recoveryPoint) }
    replicas = protection.replicas(of: resource.arn).map {
      Replica(region: $0.region, metric: $0.metric, lag: $0.newest.lag, at: $0.newest.at, syncedTo: $0.syncedTo)
    }
    job = protection.job(of: resource.arn).map {
      Job(job: $0.job, state: $0.state, at: $0.at, reason: $0.reason)
    }
    breaches = state.breaches(of: resource, at: now)
  }
}

extension Instant {
  static let never = Instant(milliseconds: .min)
}
