import DarumaAWS
import DarumaCore

/// An operation that only sets the stage: its parameters as they are, its answer unread.
protocol RawOperation<Service> {
  associatedtype Service: RawService
  init(parameters: QueryParameters)
}

extension RawOperation {
  static var service: AWSService { Service.service }
  static var name: String { Service.operation }
  static var repetition: Repetition { .accumulates }

  init(_ pairs: KeyValuePairs<String, String>) {
    var parameters = QueryParameters()
    for (name, value) in pairs { parameters.add(name, value) }
    self.init(parameters: parameters)
  }
}

struct RawQuery<Service: RawService>: QueryOperation, RawOperation {
  typealias Answer = XMLTree
  var parameters: QueryParameters

  static func answer(in result: XMLTree) throws(WireFormatError) -> XMLTree { result }
}

protocol RawService: Sendable {
  static var service: AWSService { get }
  static var operation: String { get }
}

enum CreateDBInstance: RawService {
  static let service = AWSService.rds
  static let operation = "CreateDBInstance"
}

enum CreateDBSnapshot: RawService {
  static let service = AWSService.rds
  static let operation = "CreateDBSnapshot"
}

enum CopyDBSnapshot: RawService {
  static let service = AWSService.rds
  static let operation = "CopyDBSnapshot"
}

enum CreateTopic: RawService {
  static let service = AWSService.sns
  static let operation = "CreateTopic"
}

enum Subscribe: RawService {
  static let service = AWSService.sns
  static let operation = "Subscribe"
}

struct CreateHostedZone: RestXMLOperation {
  typealias Answer = String
  static let service = AWSService.route53
  static let name = "CreateHostedZone"
  static let repetition = Repetition.accumulates

  var method: String { "POST" }
  var path: String { "/2013-04-01/hostedzone" }
  var document: XMLElementText? {
    XMLElementText(
      "CreateHostedZoneRequest", namespace: "https://route53.amazonaws.com/doc/2013-04-01/",
      [XMLElementText("Name", "kaigo.example"), XMLElementText("CallerReference", "test")])
  }

  /// The zone's id, as it comes: `/hostedzone/Z...`.
  static func answer(in root: XMLTree) throws(WireFormatError) -> String {
    try root.required("HostedZone").requiredText("Id")
  }
}

struct Ignored: Decodable {}

struct CreateCluster: JSONOperation {
  typealias Answer = Ignored
  static let service = AWSService.ecs
  static let name = "CreateCluster"
  static let repetition = Repetition.createsNamed

  var clusterName: String
}

struct RegisterTaskDefinition: JSONOperation {
  typealias Answer = Ignored
  static let service = AWSService.ecs
  static let name = "RegisterTaskDefinition"
  static let repetition = Repetition.accumulates

  struct Container: Encodable, Sendable {
    var name = "api"
    var image = "api:1"
    var memory = 128
  }

  var family: String
  var containerDefinitions = [Container()]
}

struct CreateService: JSONOperation {
  typealias Answer = Ignored
  static let service = AWSService.ecs
  static let name = "CreateService"
  static let repetition = Repetition.createsNamed

  var cluster: String
  var serviceName: String
  var taskDefinition: String
  var desiredCount = 0
}

extension AWSService {
  /// JSON 1.0: the queue that receives what a topic publishes.
  static let sqs = AWSService(
    name: "SQS", endpointPrefix: "sqs", environmentName: "SQS", version: "2012-11-05",
    wireProtocol: .json(version: "1.0", targetPrefix: "AmazonSQS"))
}

struct CreateQueue: JSONOperation {
  struct Answer: Decodable, Sendable {
    var url: String
    private enum CodingKeys: String, CodingKey { case url = "QueueUrl" }
  }
  static let service = AWSService.sqs
  static let name = "CreateQueue"
  static let repetition = Repetition.createsNamed

  var queue: String
  private enum CodingKeys: String, CodingKey { case queue = "QueueName" }
}

struct ReceiveMessage: JSONOperation {
  struct Answer: Decodable, Sendable {
    struct Message: Decodable, Sendable {
      var body: String
      private enum CodingKeys: String, CodingKey { case body = "Body" }
    }
    var messages: [Message]?
    private enum CodingKeys: String, CodingKey { case messages = "Messages" }
  }
  static let service = AWSService.sqs
  static let name = "ReceiveMessage"
  static let repetition = Repetition.accumulates

  var url: String
  private enum CodingKeys: String, CodingKey { case url = "QueueUrl" }
}
