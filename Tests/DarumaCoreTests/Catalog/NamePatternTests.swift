import DarumaCore
import Testing

@Suite("Name patterns")
struct NamePatternTests {
  @Test(
    "a star stands for any text, also for none",
    arguments: [
      ("kaigo-prod-region-*", "kaigo-prod-region-api"), ("kaigo-prod-region-*", "kaigo-prod-region-"),
      ("*", ""), ("*", "anything"), ("*-alb", "kaigo-alb"), ("a*c", "ac"), ("a*c", "abbbc"),
      ("a*b*c", "aXbYc"), ("a*b*c", "abc"), ("a*bb*c", "abXbbc"), ("**", "x"), ("a**b", "ab"),
      ("*mid*", "xmidy"), ("*mid*", "mid"), ("plain", "plain"), ("", ""), ("*é", "café"),
    ])
  func matches(pattern: NamePattern, name: String) {
    #expect(pattern.matches(name))
  }

  @Test(
    "what differs elsewhere does not match",
    arguments: [
      ("kaigo-prod-region-*", "kaigo-prod-regio"), ("kaigo-prod-region-*", "x-kaigo-prod-region-api"),
      ("*-alb", "kaigo-alb-2"), ("ab*ba", "aba"), ("a*b*c", "acb"), ("a*bb*c", "abXbc"), ("plain", "plain2"),
      ("plain", "Plain"), ("", "x"), ("*mid*", "mi d"), ("a*a", "a"), ("a.c", "abc"), ("a?c", "abc"),
    ])
  func differs(pattern: NamePattern, name: String) {
    #expect(!pattern.matches(name))
  }
}
