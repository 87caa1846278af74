import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

/// A lister over scripted answers, with a clock that stands still but for pauses.
struct ListingHarness {
  static let primary: Region = "us-east-1"
  static let recovery: Region = "us-west-2"
  /// When everything is asked.
  static let now = instant("2026-11-24T04:00:00Z")

  static let instance = resource(.rdsInstance, "arn:aws:rds:us-east-1:123456789012:db:kaigo")
  static let cluster = resource(.rdsCluster, "arn:aws:rds:us-east-1:123456789012:cluster:kaigo")
  static let volume = resource(.ebsVolume, "arn:aws:ec2:us-east-1:123456789012:volume/vol-1")
  static let cache = resource(.elastiCacheCluster, "arn:aws:elasticache:us-east-1:123456789012:cluster:kaigo")
  static let files = resource(
    .efsFileSystem, "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1")
  static let bucket = resource(.s3Bucket, "arn:aws:s3:::kaigo-documents")
  static let key: ARN = "arn:aws:kms:us-east-1:123456789012:key/k-1"

  let calls: CallHarness
  let lister: AWSLister

  var transport: ScriptedTransport { calls.transport }
  var time: ManualPacing { calls.time }

  init(
    _ replies: [ScriptedTransport.Reply], limits: ListingLimits = ListingLimits(),
    time: ManualPacing = ManualPacing(), endpoints: EndpointSettings = EndpointSettings()
  ) {
    calls = CallHarness(replies, time: time, endpoints: endpoints)
    lister = AWSLister(client: calls.client, now: { Self.now }, limits: limits, pacing: time.pacing)
  }

  init(_ replies: HTTPResponse..., limits: ListingLimits = ListingLimits()) {
    self.init(replies.map { .success($0) }, limits: limits)
  }

  func list(
    _ kind: ListingKind, _ resource: Resource? = nil, in region: Region = primary, keys: [ARN] = [],
    known: [RecoveryPointID] = [], originals: [RecoveryPointID] = [], alarms: [NamePattern] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> [Listed] {
    let found = try await lister.list(
      ListingRequest(
        kind: kind, region: region, resource: resource, keys: keys, known: known, originals: originals, alarms: alarms))
    transport.finish(sourceLocation: sourceLocation)
    return found
  }

  /// The fault with which the listing ends; nil, and a failed expectation, where it ends well.
  func fault(
    _ kind: ListingKind, _ resource: Resource? = nil, in region: Region = primary, keys: [ARN] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async -> CloudFault? {
    do throws(CloudFault) {
      let found = try await lister.list(
        ListingRequest(kind: kind, region: region, resource: resource, keys: keys))
      Issue.record("it was listed: \(found)", sourceLocation: sourceLocation)
      return nil
    } catch {
      transport.finish(sourceLocation: sourceLocation)
      return error
    }
  }

  static func resource(
    _ type: ResourceType, _ arn: ARN, protection: [ProtectionRule] = []
  ) -> Resource {
    Resource(id: "it", type: type, arn: arn, protection: protection)
  }

  /// A time in a test, which is always one.
  static func instant(_ text: String) -> Instant {
    guard let instant = Instant(rfc3339: text) else {
      Issue.record("\(text) is no time")
      return Instant(milliseconds: 0)
    }
    return instant
  }

  /// Seconds since 1970, as JSON services have them.
  static func epoch(_ text: String) -> String { "\(Double(instant(text).milliseconds) / 1000)" }
}

extension HTTPResponse {
  /// The answer of a query service.
  static func query(_ operation: String, _ result: String) -> HTTPResponse {
    .ok(
      """
      <?xml version="1.0"?><\(operation)Response xmlns="http://x.amazonaws.com/doc/2014-10-31/">
      <\(operation)Result>\(result)</\(operation)Result>
      <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></\(operation)Response>
      """)
  }
}
