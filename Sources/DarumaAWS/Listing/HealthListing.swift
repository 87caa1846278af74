internal import DarumaCore

/// `health.events`: the faults of a region that AWS announces and that are not over. The account needs a support plan that
/// includes AWS Health's API (Business, Enterprise On-Ramp or Enterprise).
struct HealthListing {
  let client: ListingClient
  let now: @Sendable () -> Instant

  /// Where AWS Health answers: in one of these for all regions of the partition; which of the two is the active one
  /// changes. (AWS Health User Guide, "Accessing AWS Health endpoints".)
  private static let homes: [Region] = ["us-east-1", "us-east-2"]

  func list(in region: Region) async throws(CloudFault) -> [Listed] {
    let question = DescribeEvents(regions: [region.rawValue])
    let at = now()
    var fault: CloudFault?
    for home in Self.homes(for: region) {
      do throws(CloudFault) {
        return try await client.all(question, in: home).compactMap { Self.listed($0, in: region, at: at) }
      } catch {
        guard error.kind != .refused else { throw error }
        fault = fault ?? error
      }
    }
    if let fault { throw fault }
    return []
  }

  private static func homes(for region: Region) -> [Region] {
    switch Partition(of: region) {
    case .aws, nil: homes
    case .china: ["cn-northwest-1"]
    case .govCloud: ["us-gov-west-1"]
    }
  }

  /// Nil for what announces no fault.
  private static func listed(_ notice: DescribeEvents.Notice, in region: Region, at now: Instant) -> Listed? {
    let category: HealthNoticed.Category
    switch notice.eventTypeCategory {
    case "issue": category = .issue
    case "investigation": category = .investigation
    default: return nil
    }
    let status: HealthNoticed.Status
    switch notice.statusCode {
    case "open": status = .open
    case "upcoming": status = .upcoming
    default: status = .closed
    }
    let scope: HealthNoticed.Scope? =
      switch notice.eventScopeCode {
      case "PUBLIC": .everyone
      case "ACCOUNT_SPECIFIC": .account
      default: nil
      }
    let fact = HealthNoticed(
      notice: notice.arn, service: notice.service, impactedRegion: region, status: status,
      startedAt: notice.startTime?.instant, endedAt: notice.endTime?.instant, code: notice.eventTypeCode,
      scope: scope, category: category)
    return Listed(
      resource: nil, at: notice.lastUpdatedTime?.instant ?? notice.startTime?.instant ?? now,
      fact: .healthNoticed(fact))
  }
}
