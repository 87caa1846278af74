import DarumaCatalog
import DarumaCore
import Testing

@Suite("The sample application")
struct SampleApplicationTests {
  @Test("is without a fault, also under --strict", arguments: [false, true])
  func sample(strict: Bool) throws {
    let reading = ApplicationFile.read(
      Array(SampleApplication.kaigo.utf8), file: SampleApplication.fileName, strict: strict)
    #expect(reading.diagnostics.map(\.description) == [])
    let application = try #require(reading.application)
    #expect(application.name == "kaigo-subsys")
    #expect(application.resources.map(\.id) == ["db", "api", "alb"])
    #expect(application.plans.map(\.name) == ["region-failover", "restore-test"])
    #expect(application.plan("region-failover")?.restoredResources == ["db"])
  }

  @Test("is indented with spaces and ends with a line break")
  func layout() {
    #expect(!SampleApplication.kaigo.contains("\t"))
    #expect(SampleApplication.kaigo.hasPrefix("# kaigo-subsys"))
    #expect(SampleApplication.kaigo.hasSuffix("timeout: 2m\n"))
  }
}
