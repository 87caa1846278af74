import DarumaCatalog
import Testing

@Suite("The address of a webhook is a secret: it is named, and not written out")
struct WebhookTests {
  private static let topic = "sns: \"arn:aws:sns:us-west-2:012345678901:orders-management\""

  @Test("one that is written out is doubted, and refused where a file has to be fit for automatic action")
  func inClear() throws {
    let text = GoodApplication.replacing(Self.topic, with: "webhook: ‹\"https://chat.example.com/T0SECRET\"")
    expect(text, gives: [.addressInClear])
    expect(text, gives: [.addressInClear], strict: true)
    let reading = MarkedText(text).read()
    #expect(reading.application != nil && MarkedText(text).read(strict: true).application == nil)
    let told = try #require(reading.diagnostics.first).description
    #expect(told.contains("env:NAME") && !told.contains("T0SECRET"))
  }

  @Test(
    "what is neither a name nor an address is refused, and not shown",
    arguments: ["env:1X", "env:", "file:x", "T0SECRET"])
  func wrong(_ written: String) throws {
    let text = GoodApplication.replacing(Self.topic, with: "webhook: ‹\"\(written)\"")
    expect(text, gives: [.badURL])
    #expect(MarkedText(text).read().diagnostics.allSatisfy { !$0.description.contains("T0SECRET") })
  }
}
