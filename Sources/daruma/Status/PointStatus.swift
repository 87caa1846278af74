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
  var usability: String
  /// Whether it can be planned with; if not, why.
  var usable: Bool
  var unusable: String?
  /// When an event, and when a listing, first told of it; missing where none did.
  var heardAt: Instant?
  var listedAt: Instant?

  init(_ point: RecoveryPoint, _ protection: Protection, at now: Instant) {
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
    expiresAt = point.expiresAt?.value
    origin = point.origin
    usability = "\(protection.usability(point))"
    usable = protection.isUsable(point, at: now)
    unusable = usable ? nil : Self.reason(point, protection, at: now)
    heardAt = point.heardAt
    listedAt = point.listedAt
  }

  private static func reason(_ point: RecoveryPoint, _ protection: Protection, at now: Instant) -> String {
    if !point.exists {
      return point.removedAt.map { "removed at \($0)" } ?? "never seen, only named by others"
    }
    if let expiresAt = point.expiresAt?.value, expiresAt <= now { return "its retention ended at \(expiresAt)" }
    switch protection.quarantine(point) {
    case .infected(let at): return "quarantined: a scan at \(at) found malware"
    case .suspected(let finding, let firstSeen):
      return "quarantined: taken after \(firstSeen), when finding \(finding) was first seen"
    case nil: break
    }
    if protection.isLocked(point) { return "its key can't be used" }
    if protection.isPartial(point) { return "a part of it is missing" }
    return "archived or disabled"
  }
}
