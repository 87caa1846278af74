import DarumaCore

/// Takes envelopes off, one around the other, until an event is reached, and gives that to its family. Each
/// element of a batch is taken by itself, so that one bad element loses none of the others.
struct Unwrapper {
  let limits: FeedLimits

  /// Where in the wrapping something stands.
  struct Level {
    var depth = 0
    var delivery = Delivery()
    /// Whether a command may stand here: one that has the record to itself, where it comes from a place of commands.
    var mayCommand = false

    var inner: Level { Level(depth: depth + 1, delivery: delivery) }
  }

  /// Opens a document: one value, or one value a line.
  func open(
    bytes: ArraySlice<UInt8>, at place: JSONDocument.Place, _ level: Level, into findings: inout Findings
  ) {
    do throws(JSONFault) {
      let document = try JSONDocument(bytes, limits: limits.json, at: place)
      open(document.root, level, into: &findings)
    } catch {
      if OpenTelemetry.looksLike(bytes) {
        findings.refuse(OpenTelemetry.problem(at: place))
      } else if place.line == nil, let lines = RecordLines(bytes) {
        var level = level
        level.mayCommand = false
        for (number, line) in lines where !findings.isFull {
          let place = JSONDocument.Place(container: place.container, line: number)
          open(bytes: line, at: place, level, into: &findings)
        }
      } else if error.code == .trailingBytes, let documents = ConcatenatedDocuments(bytes, limits: limits.json) {
        for document in documents where !findings.isFull {
          open(bytes: document, at: place, level, into: &findings)
        }
      } else {
        findings.refuse(Problem(error, in: place))
      }
    }
  }

  func open(_ value: JSONValue, _ level: Level, into findings: inout Findings) {
    guard level.depth < limits.envelopes else {
      return findings.refuse(
        Problem(
          .wrappedTooDeep, at: value, "more than \(limits.envelopes) envelopes inside one another",
          remedy: "send the event with fewer envelopes around it"))
    }
    do throws(Problem) {
      switch value.kind {
      case .object: try openObject(value, level, into: &findings)
      case .array: openElements(of: value, level.inner, into: &findings)
      case .text: try openText(value, level, into: &findings)
      case .null, .boolean, .number:
        throw Problem(
          .unknownShape, at: value, "a \(value.kind.rawValue) is no event",
          remedy: "an event is a JSON object")
      }
    } catch {
      findings.refuse(error)
    }
  }

  func openElements(of array: JSONValue, _ level: Level, into findings: inout Findings) {
    guard array.firstElement != nil else { return findings.ignore("an empty batch") }
    for element in array.elements where !findings.isFull { open(element, level, into: &findings) }
  }

  /// Opens the document inside a string.
  func openText(_ text: JSONValue, _ level: Level, into findings: inout Findings) throws(Problem) {
    let bytes = text.textBytes()
    guard let first = bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "\"")
    else {
      throw Problem(
        .prose, at: text, "\(text.quoted) is neither JSON nor a message that a feed knows",
        remedy: "send events as JSON objects")
    }
    open(bytes: bytes[...], at: JSONDocument.Place(container: text), level.inner, into: &findings)
  }

  private func openObject(_ object: JSONValue, _ level: Level, into findings: inout Findings) throws(Problem) {
    switch Shape(of: object) {
    case .eventBridge: try EventBridge.open(object, into: &findings)
    case .putEventsEntry: throw EventBridge.refusePutEventsEntry(object)
    case .cloudEvent: try openCloudEvent(object, level, into: &findings)
    case .sns: try openSNS(object, level, into: &findings)
    case .lambdaSNSRecord: try openSNS(object.object("Sns"), level, into: &findings)
    case .sqsRecord: try openSQS(object, level, into: &findings)
    case .recordBatch: openElements(of: try object.array("Records"), level.inner, into: &findings)
    case .firehoseBatch: try openStreamRecords(object, level, into: &findings)
    case .kafkaConnect: try openConnect(object, level, into: &findings)
    case .kinesisRecord: try openBase64(object.object("kinesis").required("data"), level, into: &findings)
    case .kafkaRecord: try openBase64(object.required("value"), level, into: &findings)
    case .snsByProtocol: try openText(object.required("default"), level, into: &findings)
    case .shortenedEvent:
      throw Problem(
        .missing, at: object, "an event of EventBridge without its detail-type (and perhaps its source)",
        remedy: "let the rule's input transformer pass on detail-type, source, account, region, time and resources")
    case .alarmNotification:
      findings.read(
        .alarms, Notification(body: object, delivery: level.delivery), by: AlarmNotifications.read)
    case .alarmAction:
      findings.read(.alarms, object, by: AlarmActions.read)
    case .rdsNotification:
      findings.read(.rds, Notification(body: object, delivery: level.delivery), by: RDSNotifications.read)
    case .elastiCacheNotification:
      findings.read(
        .elasticache, Notification(body: object, delivery: level.delivery), by: ElastiCacheNotifications.read)
    case .s3Record:
      findings.read(.s3, object, by: S3Notifications.read)
    case .s3TestEvent:
      findings.ignore("the test message that S3 sends when a notification is set up", of: .s3)
    case .metric:
      findings.read(.metrics, object, by: MetricStreams.read)
    case .webhook:
      findings.read(.alertmanager, object, by: AlertWebhooks.read)
    case .heartbeat:
      findings.read(.heartbeat, object, by: Heartbeats.read)
    case .command:
      guard level.mayCommand else { throw OperatorCommands.elsewhere(object) }
      findings.read(.commands, object, by: OperatorCommands.read)
    case nil:
      let names = object.members.prefix(4).map { $0.key.quoted }.joined(separator: ", ")
      throw Problem(
        .unknownShape, at: object,
        names.isEmpty ? "an empty object is no event" : "no feed knows an object with the members \(names)",
        remedy: "see the list of feeds for what is read; of EventBridge the whole event is needed, detail-type included"
      )
    }
  }
}
