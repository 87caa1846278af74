package import DarumaCore

/// Any operation of any AWS service, as data. Sent by ``AWSClient``; the answer is a document.
///
/// Members are called as on the wire, which is how the service's API reference calls them (for EC2 too:
/// `SnapshotId`, not the `SnapshotIds` of some tools). Times are given as the protocol has them: texts in RFC 3339 in
/// forms, XML, paths and queries, seconds since 1970 in JSON. Bytes are given in base64. A member that is null is left
/// out, at any depth.
package struct AWSCall: Sendable, Hashable {
  package var service: AWSService
  /// As the service calls it: `DescribeDBInstances`.
  package var operation: String
  package var repetition: Repetition
  /// An object.
  package var input: Document
  /// Where the members go; for the REST protocols only, which can't be asked without.
  package var rest: RESTBinding?
  package var answer: AnswerForm
  /// Beyond those of the service.
  package var collections: CollectionNames
  /// The address for this call alone, such as one of the endpoints of a routing control cluster.
  package var endpoint: String?
  /// Of a copy across regions: the region that it comes from. It gets a signed address of the same call there, by which
  /// the service proves to that region that we may read what we copy; encrypted snapshots can't be copied without.
  package var copiesFrom: Region?
  /// Of each try. A function that is invoked and waited for may take a quarter of an hour.
  package var timeout: Duration
  /// The action that an IAM policy has to allow, where it is not the service's word and the operation's name.
  package var permission: String

  package init(
    _ service: AWSService, _ operation: String, _ repetition: Repetition, _ input: Document = [:],
    rest: RESTBinding? = nil, answer: AnswerForm = .document, collections: CollectionNames = CollectionNames(),
    endpoint: String? = nil, copiesFrom: Region? = nil, timeout: Duration = HTTPRequest.defaultTimeout,
    permission: String? = nil
  ) {
    self.service = service
    self.operation = operation
    self.repetition = repetition
    self.input = input
    self.rest = rest
    self.answer = answer
    self.collections = collections
    self.endpoint = endpoint
    self.copiesFrom = copiesFrom
    self.timeout = timeout
    self.permission = permission ?? "\(service.permissionPrefix):\(operation)"
  }
}

extension AWSCall: CustomStringConvertible {
  /// Without the input, which may hold secrets.
  package var description: String { "\(service.name) \(operation)" }
}

/// How the answer of an ``AWSCall`` is read.
package struct AnswerForm: Sendable, Hashable {
  /// What the body is called in the answer. Nil: its members are the answer's own.
  package var member: String?
  /// Whether the body is a text and not a document: a policy, what a function gave back.
  package var isText: Bool
  /// The element that an XML body consists of, where it is not called as the operation with `Response` or `Result`.
  package var root: String?
  /// Which header fields are put into the answer, by the names that they get there: `["ETag": "ETag"]`. A field that
  /// is not sent is left out.
  package var headers: [String: String]

  package init(
    member: String? = nil, isText: Bool = false, root: String? = nil, headers: [String: String] = [:]
  ) {
    self.member = member
    self.isText = isText
    self.root = root
    self.headers = headers
  }

  /// The members of the body are those of the answer.
  package static let document = AnswerForm()

  /// The body is one member of the answer, and an XML body's element is called like it.
  package static func payload(_ member: String, headers: [String: String] = [:]) -> AnswerForm {
    AnswerForm(member: member, root: member, headers: headers)
  }

  /// The body is a text.
  package static func text(_ member: String, headers: [String: String] = [:]) -> AnswerForm {
    AnswerForm(member: member, isText: true, headers: headers)
  }
}
