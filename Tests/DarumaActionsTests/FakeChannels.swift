import AWSTestSupport
import DarumaAWS
import DarumaCore

/// Takes messages for topics.
struct FakeSNS {
  var published: [[String: String]] = []

  mutating func answer(_ asked: Asked) -> HTTPResponse {
    guard asked.form["TopicArn"]?.hasSuffix("missing") != true else {
      return .queryError(404, "NotFound", "Topic does not exist")
    }
    published.append(asked.form)
    return .ok(
      "<PublishResponse><PublishResult><MessageId>m-\(published.count)</MessageId></PublishResult>"
        + "</PublishResponse>"
    )
  }
}

/// Web servers outside AWS.
struct FakeSites {
  /// Answers to come; the last one stays.
  var statuses: [Int] = [200]
  var asked: [HTTPRequest] = []

  mutating func answer(_ asked: Asked) -> HTTPResponse {
    self.asked.append(asked.request)
    let status = statuses[0]
    if statuses.count > 1 { statuses.removeFirst() }
    return HTTPResponse(status: status)
  }
}
