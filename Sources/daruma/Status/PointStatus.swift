import DarumaCore

/// One recovery point.
struct PointStatus: Encodable {
  var recoveryPoint: RecoveryPointID
  /// What it was copied from.
  var of: RecoveryPointID?
  var region: Region?
  var vault: String?
  var takenAt: Instant?
  var age: Span?
  /// Of a continuous backup: what can be restored.
  var window: RestorableWindow?
  var sizeBytes: Int64?
  var encrypted: Bool?
  var key: ARN?
  var expiresAt: Instant?
  var origin: RecoveryPointTaken.Origin?
  /// What its source said of how it went.
  var message: String?
  /// What a restore test found against it.
  var check: String?
  var usability: String
  /// Whether it can be restored into the recovery region; if not, why.
  var usable: Bool
  var unusable: String?
  /// When an event, and when a listing, first told of it; missing where none did.
  var heardAt: Instant?
  var listedAt: Instant?

  /// `target`: where it would have to be restored.
  init(_ point: RecoveryPoint, for target: RestoreTarget, _ protection: Protection, at now: Instant) {
    recoveryPoint = point.id
    of = point.original
    region = point.region
    vault = point.vault
    takenAt = protection.takenAt(point)
    age = takenAt.map { now - $0 }
    window = point.window
    sizeBytes = point.sizeBytes
    encrypted = point.encrypted.map { $0.value == .yes }
    key = point.key?.value
    expiresAt = protection.expiry(of: point)
    message = point.message?.value
    check = point.isFoundBad ? "the check of what was restored from it failed" : nil
    origin = point.origin
    usability = "\(protection.usability(point))"
    let restorability = protection.restorability(point, for: target, at: now)
    usable = restorability.moment != nil
    unusable = restorability.reason?.description
    heardAt = point.heardAt
    listedAt = point.listedAt
  }
}
