import DarumaCore
import Testing

@testable import DarumaCatalog

@Suite("The schema's patterns and the reader agree")
struct NotationTests {
  /// A notation as the schema tells it and as the reader takes it.
  struct Notation: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let pattern: String
    let isRead: @Sendable (String) -> Bool

    init<Value>(_ name: String, _ form: Form<Value>) {
      testDescription = name
      pattern = form.schema.pattern
      isRead = { text in
        let written = WrittenText(text: text, isPlain: false, place: .start)
        return form.read(.text(written), Findings(file: "", strict: false)) != nil
      }
    }
  }

  static let notations = [
    Notation("name", Form<StepID>.name("a step")), Notation("region", Form<Region>.region),
    Notation("account", Form<Account>.account), Notation("ARN", Form<ARN>.arn),
    Notation("topic", Form<ARN>.topic), Notation("snapshot", Form<ARN>.arn(of: "rds", ["snapshot", "db"], "a thing")),
    Notation("moment", Form<Instant>.instant),
    Notation("checked URL", Form<String>.checkedAddress), Notation("DNS name", Form<String>.dnsName),
    Notation("span", Form<Span>.span()), Notation("window", Form<DayWindow>.dayWindow),
    Notation("class", Form<String>.awsIdentifier("a class", prefix: "db.", marks: ".-", example: "")),
    Notation("zone", Form<String>.awsIdentifier("a zone", prefix: "Z", marks: "", longest: 31, example: "")),
    Notation("retention", Form<Retention>.retention()), Notation("interval", Form<Interval>.interval()),
    Notation("clock", Form<ClockTime>.clockTime),
    Notation("group", Form<String>.awsIdentifier("a group", marks: "-_. ", example: "")),
  ]

  static let samples = [
    "a", "A-1_b", "-a", "_a", "a.b", "a b", "ä", String(repeating: "a", count: 63),
    String(repeating: "a", count: 64), String(repeating: "a", count: 256),
    "us-east-1", "us-gov-west-1", "eusc-de-east-1", "us-east-1a", "us-east", "us--1", "US-EAST-1",
    "us-east-100",
    "012345678901", "01234567890", "0123456789012", "01234567890a",
    "arn:aws:s3:::b", "arn:aws:rds:us-east-1:1:db:x", "arn:aws:rds:us-east-1:1:", "arn::rds:a:b:c",
    "arn:aws:rds:a",
    "arn:aws:rds:a:b:c d", "arn:aws:sns:us-west-2:012345678901:t",
    "arn:aws:sns:us-west-2:012345678901:t.fifo",
    "arn:aws:sns:us-west-2:012345678901:t:sub", "arn:aws:sns::012345678901:t", "arn:aws:sns:us-west-2:1:t",
    "arn:aws:sns:us-west-2:012345678901:.fifo",
    "arn:aws:rds:us-east-1:012345678901:db:x", "arn:aws:rds:us-east-1:012345678901:snapshot:rds:x-1",
    "arn:aws:rds:us-east-1:012345678901:cluster:x", "arn:aws:rds:us-east-1:012345678901:db:",
    "arn:aws:rds::012345678901:db:x", "arn:aws:rds:us-east-1:012345678901:db:x y",
    "arn:aws:ec2:us-east-1:012345678901:db:x",
    "2026-11-24T03:42:00Z", "2026-11-24T03:42:00.25+09:00", "2026-11-24T03:42:00", "2026-11-24T03:42Z", "2026-11-24",
    "2026-11-24 03:42:00Z", "2026-11-24t03:42:00Z", "2026-11-24T03:42:00z", "2026-13-24T03:42:00Z",
    "2026-11-24T24:00:00Z",
    "https://a", "http://a.b:80/c?d=e#f", "https://", "https:///x", "https://a b", "https://a:port/",
    "https://u@a/",
    "https://a?b", "https://a:123456/", "HTTPS://a", "https://a#b",
    "app.example.com", "app.example.com.", "*.example.com", "a.*.com", "app", "a..b", ".a.b", "*",
    "30m", "1h30m", "1d2h3m4s5ms", "1w", "1", "m", "1y", "-1m", "1 m", "1.5h", "PT1H", "0s",
    "03:00-04:00", "23:59-00:00", "24:00-01:00", "3:00-4:00", "03:00", "03:60-04:00",
    "forever", "Forever", "0y", "7y", "99y", "100y", "1y1d", "week", "month", "weekly",
    "04:00", "24:00", "4:00", "04:60", "04:00:00", "+4:00",
    "db.r6g.large", "db.", "r6g.large", "Z1", "Z", "z1", "ZA-1", "default.postgres15",
  ]

  @Test("on every sample", arguments: notations)
  func agreement(notation: Notation) throws {
    let pattern = try Regex(notation.pattern)
    for sample in Self.samples {
      #expect(sample.contains(pattern) == notation.isRead(sample), "\(sample)")
    }
    #expect(Self.samples.contains { notation.isRead($0) })
  }

  @Test(
    "time zones are names of the IANA database",
    arguments: [
      ("Asia/Tokyo", true), ("UTC", true), ("America/Argentina/Buenos_Aires", true), ("Asia/Calcutta", true),
      ("Etc/GMT+9", true), ("Asia/Nowhere", false), ("JST", false), ("+09:00", false), ("asia/tokyo", false),
      ("../../etc/passwd", false), ("Tokyo", false),
    ])
  func timeZones(name: String, isRead: Bool) throws {
    let form = Form<String>.timeZone
    let written = WrittenText(text: name, isPlain: false, place: .start)
    #expect((form.read(.text(written), Findings(file: "", strict: false)) != nil) == isRead)
    if isRead { #expect(name.contains(try Regex(form.schema.pattern))) }
  }

  @Test("spans are written back as they are read", arguments: ["1h30m", "2d", "90s", "1d2h3m4s5ms", "0s"])
  func spans(text: String) throws {
    let span = try #require(Span(written: text))
    #expect(Span(written: span.written) == span)
  }
}

extension JSONValue {
  fileprivate var pattern: String {
    guard case .object(let members) = self,
      case .string(let text)? = members.first(where: { $0.name == "pattern" })?.value
    else { return "" }
    return text
  }
}
