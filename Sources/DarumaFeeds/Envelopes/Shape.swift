/// What an object is, told from the names of its members alone.
enum Shape {
  case eventBridge, putEventsEntry, cloudEvent
  case sns, lambdaSNSRecord, sqsRecord, recordBatch
  case firehoseBatch, kafkaConnect, kinesisRecord, kafkaRecord
  /// What SNS publishes with a text for each protocol.
  case snsByProtocol
  /// What an input transformer has left of an event of EventBridge.
  case shortenedEvent
  case alarmNotification, alarmAction, rdsNotification, elastiCacheNotification
  case s3Record, s3TestEvent
  case metric, webhook
  case heartbeat, command

  /// Nil where no feed knows such an object.
  init?(of object: JSONValue) {
    let marks = Marks(of: object)
    func has(_ wanted: Marks) -> Bool { marks.isSuperset(of: wanted) }
    if has(.detailType) {
      self = .eventBridge
    } else if has([.metricName, .namespace]) {
      self = .metric
    } else if has(.records) {
      self = .recordBatch
    } else if has([.type, .message]) && (has(.topicArn) || has(.messageID)) {
      self = .sns
    } else if has(.heartbeat) {
      self = .heartbeat
    } else if has(.command) {
      self = .command
    } else if has(.specVersion) {
      self = .cloudEvent
    } else if has([.alarmName, .newStateValue]) {
      self = .alarmNotification
    } else if has([.alarmArn, .alarmData]) {
      self = .alarmAction
    } else if has([.eventSource, .eventMessage]) {
      self = .rdsNotification
    } else if has(.alerts) {
      self = .webhook
    } else if has(.streamRecords) {
      self = .firehoseBatch
    } else if has([.schema, .payload]) {
      self = .kafkaConnect
    } else if has(.snsMember) {
      self = .lambdaSNSRecord
    } else if has([.body, .messageID]) {
      self = .sqsRecord
    } else if has([.s3, .eventName]) {
      self = .s3Record
    } else if has([.service, .event, .bucket]) {
      self = .s3TestEvent
    } else if has([.putDetailType, .putDetail]) {
      self = .putEventsEntry
    } else if has(.elastiCache) {
      self = .elastiCacheNotification
    } else if has(.kinesis) {
      self = .kinesisRecord
    } else if has([.topic, .offset, .value]) {
      self = .kafkaRecord
    } else if has(.default) {
      self = .snsByProtocol
    } else if has(.detail) {
      self = .shortenedEvent
    } else {
      return nil
    }
  }

  /// The members that tell shapes apart.
  private struct Marks: OptionSet {
    let rawValue: UInt64

    static let detailType = Marks(rawValue: 1 << 0)
    static let metricName = Marks(rawValue: 1 << 1)
    static let namespace = Marks(rawValue: 1 << 2)
    static let records = Marks(rawValue: 1 << 3)
    static let type = Marks(rawValue: 1 << 4)
    static let message = Marks(rawValue: 1 << 5)
    static let topicArn = Marks(rawValue: 1 << 6)
    static let messageID = Marks(rawValue: 1 << 7)
    static let heartbeat = Marks(rawValue: 1 << 8)
    static let command = Marks(rawValue: 1 << 9)
    static let specVersion = Marks(rawValue: 1 << 10)
    static let alarmName = Marks(rawValue: 1 << 11)
    static let newStateValue = Marks(rawValue: 1 << 12)
    static let alarmArn = Marks(rawValue: 1 << 13)
    static let alarmData = Marks(rawValue: 1 << 14)
    static let eventSource = Marks(rawValue: 1 << 15)
    static let eventMessage = Marks(rawValue: 1 << 16)
    static let alerts = Marks(rawValue: 1 << 17)
    static let streamRecords = Marks(rawValue: 1 << 18)
    static let schema = Marks(rawValue: 1 << 19)
    static let payload = Marks(rawValue: 1 << 20)
    static let snsMember = Marks(rawValue: 1 << 21)
    static let body = Marks(rawValue: 1 << 22)
    static let s3 = Marks(rawValue: 1 << 23)
    static let eventName = Marks(rawValue: 1 << 24)
    static let service = Marks(rawValue: 1 << 25)
    static let event = Marks(rawValue: 1 << 26)
    static let bucket = Marks(rawValue: 1 << 27)
    static let putDetailType = Marks(rawValue: 1 << 28)
    static let putDetail = Marks(rawValue: 1 << 29)
    static let elastiCache = Marks(rawValue: 1 << 30)
    static let kinesis = Marks(rawValue: 1 << 31)
    static let topic = Marks(rawValue: 1 << 32)
    static let offset = Marks(rawValue: 1 << 33)
    static let value = Marks(rawValue: 1 << 34)
    static let `default` = Marks(rawValue: 1 << 35)
    static let detail = Marks(rawValue: 1 << 36)

    private static let names: [(StaticString, Marks)] = [
      ("detail-type", .detailType), ("metric_name", .metricName), ("namespace", .namespace),
      ("Records", .records), ("Type", .type), ("Message", .message), ("TopicArn", .topicArn),
      ("MessageId", .messageID), ("messageId", .messageID), ("heartbeat", .heartbeat), ("command", .command),
      ("specversion", .specVersion), ("AlarmName", .alarmName), ("NewStateValue", .newStateValue),
      ("alarmArn", .alarmArn), ("alarmData", .alarmData), ("Event Source", .eventSource),
      ("Event Message", .eventMessage), ("alerts", .alerts), ("records", .streamRecords), ("schema", .schema),
      ("payload", .payload), ("Sns", .snsMember), ("body", .body), ("Body", .body), ("s3", .s3),
      ("eventName", .eventName), ("Service", .service), ("Event", .event), ("Bucket", .bucket),
      ("DetailType", .putDetailType), ("Detail", .putDetail), ("kinesis", .kinesis), ("topic", .topic),
      ("offset", .offset), ("value", .value), ("default", .default), ("detail", .detail),
    ]

    /// The names by their length, since most members are told apart from all of them by that.
    private static let namesByLength: [[(StaticString, Marks)]] = (0...longestName).map { length in
      names.filter { $0.0.utf8CodeUnitCount == length }
    }
    private static let longestName = names.map { $0.0.utf8CodeUnitCount }.max() ?? 0

    init(rawValue: UInt64) { self.rawValue = rawValue }

    init(of object: JSONValue) {
      self = []
      let names = Self.namesByLength
      for (key, _) in object.members {
        let length = Int(key.node.end - key.node.start)
        if length < names.count, let known = names[length].first(where: { key.equals($0.0) }) {
          formUnion(known.1)
        } else if key.hasPrefix("ElastiCache:") {
          formUnion(.elastiCache)
        }
      }
    }
  }
}
