import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("The same event is found in every envelope")
struct EnvelopeTests {
  private static let id = SignalID(
    "alarmChanged#arn:aws:cloudwatch:us-east-1:012345678901:alarm:region-down#alarm#2026-11-24T03:42:05.394Z")

  static var envelopes: [(String, String)] {
    let event = Made.alarmState()
    return [
      ("EventBridge", event),
      ("replayed", String(event.dropLast()) + #","replay-name":"replay1","ingestion":{"x":[1]}}"#),
      ("raw SNS", Made.sns(event)),
      ("SNS in Lambda records", Made.lambda(Made.sns(event))),
      ("SNS in SQS", Made.sqs(Made.sns(event))),
      ("EventBridge in SQS", Made.sqs(event)),
      ("SQS as received", #"{"MessageId":"1","ReceiptHandle":"r","Body":\#(Made.quoted(event))}"#),
      ("array", "[" + event + "]"),
      ("pretty-printed", "{\n  \"detail-type\"" + event.split(separator: "\"detail-type\"")[1]),
      ("Kafka Connect", #"{"schema":{"type":"string"},"payload":\#(event)}"#),
      ("Kafka Connect, as text", #"{"schema":{"type":"string"},"payload":\#(Made.quoted(event))}"#),
      ("text", Made.quoted(event)),
      ("CloudEvents", Self.cloudEvent("\"data\":" + event)),
      ("CloudEvents, JSON in text", Self.cloudEvent("\"data\":" + Made.quoted(event))),
      ("CloudEvents, base64", Self.cloudEvent("\"data_base64\":\"\(base64(event))\"")),
      ("Firehose", #"{"requestId":"r","timestamp":1651679861072,"records":[{"data":"\#(base64(event))"}]}"#),
      ("Kafka Connect, as bytes", #"{"schema":{"type":"bytes"},"payload":"\#(base64(event))"}"#),
      ("Kinesis", #"{"Records":[{"kinesis":{"data":"\#(base64(event))"},"eventSource":"aws:kinesis"}]}"#),
      (
        "Pipes, Kafka records",
        #"[{"topic":"t","partition":0,"offset":7,"timestamp":1,"key":"a","value":"\#(base64(event))","headers":[]}]"#
      ),
      ("SNS, a text for each protocol", Made.sns(#"{"default":\#(Made.quoted(event)),"email":"something is wrong"}"#)),
      ("a text for each protocol", #"{"default":\#(Made.quoted(event))}"#),
      ("Kafka in Lambda", #"{"eventSource":"aws:kafka","records":{"t-0":[{"value":"\#(base64(event))"}]}}"#),
    ]
  }

  private static func cloudEvent(_ data: String) -> String {
    #"{"specversion":"1.0","type":"com.amazonaws.cloudwatch","source":"aws.cloudwatch","id":"1","#
      + #""datacontenttype":"application/json","count":7,"flag":true,\#(data)}"#
  }

  static func base64(_ text: String) -> String { base64(Array(text.utf8)) }

  private static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    return stride(from: 0, to: bytes.count, by: 3).map { start in
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      return String((0..<4).map { $0 <= group.count ? letters[bits >> (18 - 6 * $0) & 63] : "=" })
    }.joined()
  }

  @Test("one signal with one id", arguments: envelopes)
  func unwrapped(_ name: String, _ text: String) {
    let decoded = decode(text)
    #expect(decoded.signals.map(\.id) == [Self.id], "\(name)")
    #expect(decoded.problems.isEmpty && decoded.ignored.isEmpty, "\(name): \(decoded.problems)")
  }

  @Test("an S3 notification in SNS in SQS is three envelopes deep")
  func threeLayers() {
    let record = #"{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-24T03:42:00Z","Bucket":"b"}"#
    let decoded = decode(Made.sqs(Made.sns(record)))
    #expect(decoded.ignored.map(\.feed) == [.s3])
    #expect(decoded.problems.isEmpty)
  }

  @Test("of an array of Kafka records, as Pipes batches them, each is read, and a bad one is named by its place")
  func pipes() {
    func record(_ name: String, _ offset: Int) -> String {
      let event = Self.base64(Made.alarmState(name: name))
      return #"{"topic":"t","partition":0,"offset":\#(offset),"value":"\#(event)"}"#
    }
    let decoded = decode("[\(record("a", 1)),{\"topic\":\"t\",\"offset\":2,\"value\":\"%%\"},\(record("b", 3))]")
    #expect(decoded.signals.count == 2 && decoded.problems.map(\.code) == [.invalidBase64])
    #expect(decoded.problems.first?.place.description.contains("1") == true)
  }

  @Test("a text for each protocol without a default, or with prose in it, is refused and not guessed")
  func protocols() {
    #expect(decode(Made.sns(#"{"default":"the region is down"}"#)).problems.map(\.code) == [.prose])
    #expect(decode(Made.sns(#"{"email":"{}"}"#)).problems.map(\.code) == [.unknownShape])
  }

  @Test("one bad element loses none of the others")
  func badElement() {
    let good = Made.alarmState()
    let decoded = decode(
      Made.lambda(
        Made.sns(good), Made.sns("{\"not\": json"), Made.sns("prose"), Made.sns(Made.alarmState("OK"))))
    #expect(decoded.signals.count == 2)
    #expect(decoded.problems.map(\.code) == [.jsonUnexpectedByte, .prose])
    #expect(decoded.problems.map(\.place) == ["Records[1].Sns.Message: byte 8", "Records[2].Sns.Message"])
  }

  @Test("lines of one record are read by themselves, and a bad one is named by its number")
  func lines() {
    let decoded = decode(Made.alarmState() + "\r\n{broken}\n\n" + Made.alarmState("OK") + "\n")
    #expect(decoded.signals.count == 2)
    #expect(decoded.problems.map(\.place) == ["line 2: byte 1"])
  }

  @Test("lines inside a Firehose record are named by both")
  func firehoseLines() {
    let data = Self.base64(Made.alarmState() + "\n{}\n")
    let decoded = decode(#"{"requestId":"r","timestamp":1,"records":[{"data":"\#(data)"},{"data":"?"},{}]}"#)
    #expect(decoded.signals.count == 1)
    #expect(decoded.problems.map(\.code) == [.unknownShape, .invalidBase64, .missing])
    #expect(
      decoded.problems.map(\.place) == ["records[0].data line 2", "records[1].data", "records[2].data"])
  }

  @Test("values on one line, one after the other, are read each; what is no value after one is trailing bytes")
  func trailing() {
    #expect(decode(Made.alarmState() + " " + Made.alarmState()).signals.count == 2)
    #expect(decode("{} {}").problems.map(\.code) == [.unknownShape, .unknownShape])
    #expect(decode("{} x").problems.map(\.code) == [.jsonTrailingBytes])
  }

  @Test("envelopes inside one another have a limit")
  func depth() {
    var text = Made.alarmState()
    for _ in 0..<7 { text = #"{"schema":{},"payload":\#(text)}"# }
    #expect(decode(text).signals.count == 1)
    text = #"{"schema":{},"payload":\#(text)}"#
    let decoded = decode(text)
    #expect(decoded.signals.isEmpty)
    #expect(decoded.problems.map(\.code) == [.wrappedTooDeep])
  }

  @Test("what SNS asks about its subscription is passed over")
  func subscription() {
    let text =
      #"{"Type":"SubscriptionConfirmation","MessageId":"1","TopicArn":"arn:aws:sns:us-east-1:1:t","#
      + #""Message":"m"}"#
    #expect(decode(text).ignored.count == 1)
  }

  @Test(
    "what is no event is refused, with the place",
    arguments: [
      ("", Problem.Code.noValue, ""), ("12", .unknownShape, ""), ("null", .unknownShape, ""),
      ("true", .unknownShape, ""),
      ("{}", .unknownShape, ""), ("[[1]]", .unknownShape, "[0][0]"), ("\"prose\"", .prose, ""),
      (#"{"some":"thing"}"#, .unknownShape, ""), (#"{"Records":{}}"#, .wrongType, "Records"),
      (#"{"Records":[{"eventSource":"aws:kinesis"}]}"#, .unknownShape, "Records[0]"),
      (#"{"Type":"Notification","MessageId":"1","Message":{}}"#, .wrongType, "Message"),
      (#"{"records":"x"}"#, .wrongType, "records"), (#"{"records":{"t-0":{}}}"#, .wrongType, "records.t-0"),
      (#"{"detail-type":"X","detail":{}}"#, .unknownSource, ""),
      (#"{"detail-type":"X","source":"com.example","detail":{}}"#, .unknownSource, "source"),
      (
        #"{"detail-type":"X","source":"aws.rds","time":"2026-11-24T00:00:00Z","detail":{}}"#,
        .unknownDetailType, "detail-type"
      ),
      (
        #"{"detail-type":"X","source":"aws.rds","time":"2026-11-34T00:00:00Z","detail":{}}"#, .noSuchDate,
        "time"
      ),
    ])
  func refused(_ text: String, _ code: Problem.Code, _ place: String) {
    let decoded = decode(text)
    #expect(decoded.signals.isEmpty)
    #expect(decoded.problems.map(\.code) == [code])
    #expect(decoded.problems.map(\.place) == [place])
    #expect(decoded.problems.allSatisfy { !$0.remedy.isEmpty })
  }

  @Test("an empty batch is passed over", arguments: ["[]", #"{"Records":[]}"#, #"{"records":[]}"#])
  func empty(_ text: String) {
    let decoded = decode(text)
    #expect(decoded.problems.isEmpty && decoded.signals.isEmpty)
    #expect(decoded.ignored.count == 1)
  }

  @Test("a metric stream in OpenTelemetry format is named as such")
  func openTelemetry() {
    // The length of the message, then field 1 with a resource inside.
    let message: [UInt8] =
      [0x0A, 0x10, 0x0A, 0x0E, 0x0A, 0x0C, 0x0A, 0x05] + Array("cloud".utf8) + [0x12, 0x03, 0x0A, 0x01, 0x61]
    let bytes = [UInt8(message.count)] + message
    #expect(decode(bytes).problems.map(\.code) == [.openTelemetry])
    let wrapped = #"{"requestId":"r","timestamp":1,"records":[{"data":"\#(Self.base64(bytes))"}]}"#
    #expect(decode(wrapped).problems.map(\.place) == ["records[0].data"])
    #expect(decode([0x00, 0x01, 0x02]).problems.map(\.code) == [.jsonUnexpectedByte])
  }

  @Test("a record with too many elements is given up at the limit, and says so")
  func tooMany() {
    let text = "[" + (0..<50).map { _ in Made.alarmState() }.joined(separator: ",") + "]"
    let decoded = decode(text, limits: FeedLimits(findings: 20))
    #expect(decoded.signals.count == 20)
    #expect(decoded.problems.map(\.code) == [.tooManyFindings])
  }

  @Test("one feed alone passes over the others, problems included")
  func restriction() {
    let text =
      "[" + Made.alarmState() + "," + Made.backupCompleted(point: "arn:aws:rds:us-east-1:012345678901:snapshot:s") + ","
      + Made.event("aws.cloudwatch", "CloudWatch Alarm State Change", detail: "{}") + "]"
    #expect(decode(text).problems.count == 1)
    let backup = decode(text, only: .backup)
    #expect(backup.signals.map(\.fact.kind) == [.recoveryPointTaken])
    #expect(backup.problems.isEmpty)
    #expect(backup.ignored.map(\.count).reduce(0, +) == 2)
    let alarms = decode(text, only: .alarms)
    #expect(alarms.signals.map(\.fact.kind) == [.alarmChanged])
    #expect(alarms.problems.map(\.feed) == [.alarms])
  }

  @Test("each feed has a name of its own and says what it reads", arguments: Feed.allCases)
  func names(_ feed: Feed) {
    #expect(!feed.summary.isEmpty)
    #expect(Feed(rawValue: feed.rawValue) == feed)
  }

  @Test("every fault of JSON has a problem's code of the same name", arguments: JSONFault.Code.allCases)
  func codes(_ code: JSONFault.Code) {
    #expect(Problem.Code(rawValue: code.rawValue) != nil)
    #expect(!code.explanation.reason.isEmpty && !code.explanation.remedy.isEmpty)
  }
}
