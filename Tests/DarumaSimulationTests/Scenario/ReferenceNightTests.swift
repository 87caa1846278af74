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
}
