import DarumaCore

/// The data that would be lost now, of one resource that is carried over to the recovery region.
struct ExposureStatus: Encodable {
  var resource: ResourceID
  var status: Exposure.Status
  var point: RecoveryPointID?
  var takenAt: Instant?
  var exposure: Span?
  var rpo: Span
  /// If only points counted that are proved so far.
  var levels: [Level]

  struct Level: Encodable {
    var usability: String
    var status: Exposure.Status
    var point: RecoveryPointID?
    var exposure: Span?
  }

  init(_ exposure: Exposure, rpo: Span, at now: Instant) {
    resource = exposure.resource
    status = exposure.status
    point = exposure.point
    takenAt = exposure.takenAt
    self.exposure = exposure.age(at: now)
    self.rpo = rpo
    levels = exposure.levels.map { level in
      Level(
        usability: "\(level.usability)", status: level.status, point: level.point,
        exposure: level.takenAt.map { now - $0 })
    }
  }
}
