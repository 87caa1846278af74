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

  private static let check = "{ url: \"https://app.example.com/health\" }"

  @Test("the URL of a check with a query is doubted, and not shown; one that is named is right")
  func checkInClear() throws {
    let text = GoodApplication.replacing(
      Self.check, with: "{ url: ‹\"https://app.example.com/health?token=T0SECRET\" }")
    expect(text, gives: [.checkInClear])
    expect(text, gives: [.checkInClear], strict: true)
    let told = try #require(MarkedText(text).read().diagnostics.first).description
    #expect(told.contains("env:NAME") && !told.contains("T0SECRET"))
    for name in ["env:CHECK_URL", "file:/etc/daruma/check"] {
      expect(GoodApplication.replacing(Self.check, with: "{ url: \"\(name)\" }"), gives: [])
    }
  }

  @Test("a URL of a check that is none is not shown where it may hold a secret")
  func wrongCheck() {
    let text = GoodApplication.replacing(Self.check, with: "{ url: ‹\"https://u:T0SECRET@app.example.com/\" }")
    expect(text, gives: [.badURL])
    #expect(MarkedText(text).read().diagnostics.allSatisfy { !$0.description.contains("T0SECRET") })
  }
}
