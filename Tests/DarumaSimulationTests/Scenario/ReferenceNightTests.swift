import DarumaCore
import Foundation
import Testing

@testable import DarumaSimulation

@Suite("The reference night")
struct ReferenceNightTests {
  private let night = ReferenceNight(day: Instant(milliseconds: 1_795_478_400_000))

  @Test("what the events say of the files' copy is what the estate holds")
  func files() throws {
    var bodies: [[String: Any]] = []
    for happening in night.happenings {
      guard case .record(.backup, let value) = happening.deed else { continue }
      bodies.append(
        try #require(try JSONSerialization.jsonObject(with: Data(value.utf8)) as? [String: Any], "\(value)"))
    }
    let copy = try #require(
      bodies.first {
        ($0["detail"] as? [String: Any])?["destinationRecoveryPointArn"] as? String == SampleEstate.filesCopy
      })
    let cloud = SampleEstate.kaigo(now: night.start.milliseconds)
    let held = try #require(cloud.estate[region: SampleEstate.recoveryRegion].backups.point(SampleEstate.filesCopy))
    let detail = try #require(copy["detail"] as? [String: Any])
    #expect(copy["region"] as? String == SampleEstate.recoveryRegion)
    #expect(detail["resourceArn"] as? String == held.point.resource)
    #expect(detail["destinationBackupVaultArn"] as? String == held.vault.arn)
    #expect(detail["completionDate"] as? String == Instant(milliseconds: held.point.completedAt).description)
    let backup = try #require(bodies.first { ($0["resources"] as? [String]) == [SampleEstate.filesPoint] })
    let began = (backup["detail"] as? [String: Any])?["creationDate"] as? String
    #expect(began == Instant(milliseconds: held.point.createdAt).description)
  }

  @Test(
    "the next night lies ahead at whatever hour it is played, and by a day at the most",
    arguments: [
      (now: "2026-11-24T00:00:00Z", start: "2026-11-24T17:55:00Z"),
      ("2026-11-24T17:54:59Z", "2026-11-24T17:55:00Z"), ("2026-11-24T17:55:00Z", "2026-11-25T17:55:00Z"),
      ("2026-11-24T19:45:00Z", "2026-11-25T17:55:00Z"), ("2026-12-31T23:59:59Z", "2027-01-01T17:55:00Z"),
    ])
  func next(now: String, start: String) throws {
    #expect(ReferenceNight.next(after: try #require(Instant(rfc3339: now))).start == Instant(rfc3339: start))
  }
}
