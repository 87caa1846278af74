import DarumaAWS
import DarumaCore

/// As ``RawQuery``, for answers without a result element.
struct RawForm<Service: RawService>: EC2Operation, RawOperation {
  typealias Answer = XMLTree
  var parameters: QueryParameters

  static func answer(in response: XMLTree) throws(WireFormatError) -> XMLTree { response }
}

enum CreateVolume: RawService {
  static let service = AWSService.ec2
  static let operation = "CreateVolume"
}

enum CreateVolumeSnapshot: RawService {
  static let service = AWSService.ec2
  static let operation = "CreateSnapshot"
}

enum CopyVolumeSnapshot: RawService {
  static let service = AWSService.ec2
  static let operation = "CopySnapshot"
}

enum PutMetricAlarm: RawService {
  static let service = AWSService.cloudWatch
  static let operation = "PutMetricAlarm"
}

enum SetAlarmState: RawService {
  static let service = AWSService.cloudWatch
  static let operation = "SetAlarmState"
}

enum PutMetricData: RawService {
  static let service = AWSService.cloudWatch
  static let operation = "PutMetricData"
}

enum CreateDBCluster: RawService {
  static let service = AWSService.rds
  static let operation = "CreateDBCluster"
}

enum CreateDBClusterSnapshot: RawService {
  static let service = AWSService.rds
  static let operation = "CreateDBClusterSnapshot"
}

enum CreateCacheCluster: RawService {
  static let service = AWSService.elastiCache
  static let operation = "CreateCacheCluster"
}

enum CreateCacheSnapshot: RawService {
  static let service = AWSService.elastiCache
  static let operation = "CreateSnapshot"
}

/// Sets one configuration of a bucket, or makes it. The answer is empty.
struct PutBucket: ServiceOperation {
  typealias Answer = Bool
  static let service = AWSService.s3
  static let name = "PutBucket"
  static let repetition = Repetition.setsAbsolute

  var bucket: String
  var configuration: String?
  var document: XMLElementText?

  func message() throws(WireFormatError) -> OutgoingMessage {
    var query = QueryParameters()
    query.add(configuration ?? "", configuration == nil ? nil : "")
    return OutgoingMessage(
      method: "PUT", path: "/", query: query, headers: [HTTPHeader("Content-Type", "application/xml")],
      body: Array((document?.text ?? "").utf8), bucket: bucket)
  }

  static func answer(from body: [UInt8]) throws(WireFormatError) -> Bool { body.isEmpty }
}

struct CreateKey: JSONOperation {
  struct Answer: Decodable, Sendable {
    struct Key: Decodable, Sendable {
      var arn: String
      private enum CodingKeys: String, CodingKey { case arn = "Arn" }
    }
    var key: Key
    private enum CodingKeys: String, CodingKey { case key = "KeyMetadata" }
  }
  static let service = AWSService.kms
  static let name = "CreateKey"
  static let repetition = Repetition.accumulates
}

struct DisableKey: JSONOperation {
  static let service = AWSService.kms
  static let name = "DisableKey"
  static let repetition = Repetition.setsAbsolute

  var key: String
  private enum CodingKeys: String, CodingKey { case key = "KeyId" }

  /// Empty, and no JSON.
  typealias Answer = Ignored
  static func answer(from body: [UInt8]) throws(WireFormatError) -> Ignored { Ignored() }
}

struct ScheduleKeyDeletion: JSONOperation {
  typealias Answer = Ignored
  static let service = AWSService.kms
  static let name = "ScheduleKeyDeletion"
  static let repetition = Repetition.setsAbsolute

  var key: String
  private enum CodingKeys: String, CodingKey { case key = "KeyId" }
}
