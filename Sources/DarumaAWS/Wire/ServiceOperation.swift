package import DarumaCore

/// One operation of an AWS service, with its parameters: how it is asked, and how its answer is read. Sent by
/// ``AWSClient``. An operation conforms to the refinement for its protocol: ``QueryOperation``,
/// ``EC2Operation``, ``JSONOperation``, ``RestJSONOperation`` or ``RestXMLOperation``.
package protocol ServiceOperation: Sendable {
  associatedtype Answer: Sendable

  static var service: AWSService { get }
  /// As the service calls it: `DescribeDBInstances`.
  static var name: String { get }
  static var repetition: Repetition { get }
  /// The action that an IAM policy has to allow: by default the service's word and the operation's name.
  static var permission: String { get }

  /// The request, not yet addressed or signed.
  func message() throws(WireFormatError) -> OutgoingMessage

  /// Reads the body of an answer with a 2xx status.
  static func answer(from body: [UInt8]) throws(WireFormatError) -> Answer

  /// Holds an answer against the question: it must be about what was asked for, as far as it says what it is about.
  /// By default it says nothing.
  func check(_ answer: Answer, in region: Region) throws(WireFormatError)
}

extension ServiceOperation {
  package static var permission: String { "\(service.permissionPrefix):\(name)" }

  package func check(_ answer: Answer, in region: Region) throws(WireFormatError) {}
}

/// A request before it is addressed and signed.
package struct OutgoingMessage: Sendable, Equatable {
  package var method: String
  /// Percent-encoded, from the first slash on.
  package var path: String
  package var query: QueryParameters
  package var headers: [HTTPHeader]
  package var body: [UInt8]
  /// The bucket that it is about, which the endpoint puts into the host or the path.
  package var bucket: String?

  package init(
    method: String, path: String, query: QueryParameters = QueryParameters(), headers: [HTTPHeader] = [],
    body: [UInt8] = [], bucket: String? = nil
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.bucket = bucket
  }
}

/// A request that can't be written, or an answer that can't be read.
package struct WireFormatError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Half a sentence, such as `DBInstance has no DBInstanceStatus`.
  package var reason: String

  package init(_ reason: String) { self.reason = reason }

  package var description: String { reason }
}
