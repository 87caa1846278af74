package import DarumaCore

extension AWSService {
  /// AWS Health. One region answers for all (``homes``).
  package static let health = AWSService(
    name: "AWS Health", endpointPrefix: "health", environmentName: "HEALTH", version: "2016-08-04",
    wireProtocol: .json(version: "1.1", targetPrefix: "AWSHealth_20160804"))
}

/// Asks for one page of the faults that AWS announces in some regions. Refused with
/// ``HealthFaultCode/notSubscribed`` where the account has no support plan that includes it.
package struct DescribeEvents: JSONOperation, PagedOperation {
  package static let service = AWSService.health
  package static let name = "DescribeEvents"
  package static let repetition = Repetition.reads

  package struct Notice: Sendable, Equatable, Decodable {
    package var arn: String
    package var service: String
    package var eventTypeCode: String
    /// `issue`, `investigation`, `scheduledChange`, `accountNotification`.
    package var eventTypeCategory: String
    package var region: String?
    package var startTime: EpochSeconds?
    package var endTime: EpochSeconds?
    package var lastUpdatedTime: EpochSeconds?
    /// `open`, `closed`, `upcoming`.
    package var statusCode: String
    /// `PUBLIC`, `ACCOUNT_SPECIFIC`, `NONE`.
    package var eventScopeCode: String?
  }

  package struct Answer: Sendable, Equatable, Decodable, ResultPage {
    package var items: [Notice]
    package var next: String?

    private enum CodingKeys: String, CodingKey {
      case items = "events"
      case next = "nextToken"
    }
  }

  package struct Filter: Sendable, Equatable, Encodable {
    var regions: [String]
    var eventStatusCodes = ["open", "upcoming"]
    var eventTypeCategories = ["issue", "investigation"]
  }

  package var filter: Filter
  package var position: String?

  package init(regions: [String]) { filter = Filter(regions: regions) }

  package func check(_ answer: Answer, in region: Region) throws(WireFormatError) {
    for notice in answer.items {
      guard let place = notice.region, place != "global", !filter.regions.contains(place) else { continue }
      throw AnswerSubject.other("region", place, filter.regions.joined(separator: ", "))
    }
  }

  private enum CodingKeys: String, CodingKey {
    case filter
    case position = "nextToken"
  }
}

/// Codes of AWS Health that Daruma acts on, as ``CloudFault/code`` has them.
enum HealthFaultCode {
  static let notSubscribed = "health.SubscriptionRequiredException"
}
