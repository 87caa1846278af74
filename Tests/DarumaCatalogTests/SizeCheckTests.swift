import DarumaActions
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("An application that does not fit into the journal is refused before it is put in force")
struct SizeCheckTests {
  private static func text(resources: Int) -> String {
    let resources = (0..<resources).map { number in
      """
        - id: r\(number)
          type: rds.instance
          arn: "arn:aws:rds:us-east-1:012345678901:db:resource-number-\(number)"
          protection:
            - { kind: snapshot, every: 1d, window: "03:00-04:00", timeZone: America/New_York, copyTo: us-west-2 }
            - { kind: backup, every: 1d, window: "05:00-06:00", timeZone: Europe/Berlin, copyTo: us-west-2 }
            - { kind: backup, every: 7d, window: "07:00-08:00", timeZone: Europe/Berlin, copyTo: us-west-2 }
            - { kind: backup, every: 7d, window: "09:00-10:00", timeZone: Europe/Berlin, copyTo: us-west-2 }
            - { kind: backup, every: 7d, window: "11:00-12:00", timeZone: Europe/Berlin, copyTo: us-west-2 }
            - { kind: backup, every: 7d, window: "13:00-14:00", timeZone: Europe/Berlin, copyTo: us-west-2 }
            - { kind: backup, every: 7d, window: "15:00-16:00", timeZone: Europe/Berlin, copyTo: us-west-2 }
            - { kind: backup, every: 7d, window: "17:00-18:00", timeZone: Europe/Berlin, copyTo: us-west-2 }
      """
    }
    return """
      apiVersion: daruma.dev/v1
      application: orders
      account: "012345678901"
      regions: { primary: us-east-1, recovery: us-west-2 }
      objectives: { rpo: 2d, rto: 4h }
      resources:

      """ + resources.joined(separator: "\n") + "\n"
  }

  @Test("with what it has, what the limit is, and what to do")
  func large() throws {
    let reading = ApplicationFile.read(Array(Self.text(resources: 1_000).utf8), file: "f.yaml")
    let diagnostic = try #require(reading.diagnostics.first { $0.code == .applicationTooLarge })
    #expect(diagnostic.message.contains("the limit is \(SizeCheck.mostBytes)"))
    #expect(diagnostic.remedy.contains("split it"))
    #expect(reading.application == nil)
  }

  @Test("two thousand resources are accepted: only what the journal can hold bounds them")
  func many() throws {
    let resources = (0..<2_000).map { number in
      """
        - id: r\(number)
          type: rds.instance
          arn: "arn:aws:rds:us-east-1:012345678901:db:resource-\(number)"
          protection: [{ kind: snapshot, every: 1d, retain: 30d, copyTo: us-west-2 }]
      """
    }
    let text = Self.text(resources: 0) + resources.joined(separator: "\n") + "\n"
    let reading = ApplicationFile.read(Array(text.utf8), file: "f.yaml")
    #expect(reading.diagnostics.map(\.code) == [])
    #expect(try #require(reading.application).resources.count == 2_000)
  }

  @Test("one of a usual size is not")
  func usual() {
    let reading = ApplicationFile.read(Array(Self.text(resources: 50).utf8), file: "f.yaml")
    #expect(!reading.diagnostics.contains { $0.code == .applicationTooLarge })
  }
}
