/// A service that speaks the REST JSON protocol, with members in capitals: its operations by method and path. Source: the AWS REST JSON protocol of
/// the Smithy specifications.
struct RESTService: Sendable {
  /// Reads the arguments, calls the cloud and writes the answer.
  typealias Action = @Sendable (inout RESTArguments, RESTExchange) throws(CloudError) -> FaceAnswer

  struct Route: Sendable {
    let line: RESTRoute
    let operation: String
    let action: Action

    init(_ line: RESTRoute, _ operation: String, _ action: @escaping Action) {
      self.line = line
      self.operation = operation
      self.action = action
    }
  }

  let routes: [Route]

  func answer(_ request: FaceRequest, _ caller: Caller) -> FaceAnswer {
    for route in routes {
      guard let path = route.line.match(request) else { continue }
      do throws(CloudError) {
        var arguments = RESTArguments(
          path: path, query: QueryArguments(try FormFields.parse(request.query)), body: request.body)
        return try route.action(&arguments, RESTExchange(caller: caller))
      } catch {
        return .response(Self.refusal(error, caller.refuse(route.operation, error)), afterMilliseconds: 0)
      }
    }
    let name = "\(request.method) \(request.path)"
    let error = CloudError("UnknownOperationException", "No operation '\(name)'", status: 404)
    return .response(Self.refusal(error, caller.refuse(name, error)), afterMilliseconds: 0)
  }

  static func refusal(_ error: CloudError, _ requestID: String) -> FaceResponse {
    FaceResponse(
      status: error.status, contentType: contentType, requestID: requestID, errorType: error.code,
      body: JSONText.of(["message": error.message], .small))
  }

  fileprivate static let contentType = "application/json"
}

/// `GET /2015-02-01/file-systems`, `GET /restore-jobs/{id}`: a method, and a path with names for what varies.
struct RESTRoute: Sendable, ExpressibleByStringLiteral {
  private let method: String
  private let segments: [String]

  init(stringLiteral line: String) {
    let parts = line.split(separator: " ")
    precondition(parts.count == 2, "a route is a method and a path, not \(line)")
    method = String(parts[0])
    segments = Self.segments(of: String(parts[1]))
  }

  /// The named segments of the request's path, decoded; nil if the request is for another operation.
  func match(_ request: FaceRequest) -> [String: String]? {
    let given = Self.segments(of: request.path)
    guard request.method == method, given.count == segments.count else { return nil }
    var named: [String: String] = [:]
    for (segment, text) in zip(segments, given) {
      guard let value = PercentEncoding.decoded(text, plusIsSpace: false) else { return nil }
      if segment.hasPrefix("{") {
        guard !value.isEmpty else { return nil }
        named[String(segment.dropFirst().dropLast())] = value
      } else if segment != value {
        return nil
      }
    }
    return named
  }

  /// A trailing slash counts: it tells a list from a thing.
  private static func segments(of path: String) -> [String] {
    path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  }
}

/// The arguments of one call.
struct RESTArguments: Sendable {
  private let path: [String: String]
  var query: QueryArguments
  let body: [UInt8]

  init(path: [String: String], query: QueryArguments, body: [UInt8]) {
    self.path = path
    self.query = query
    self.body = body
  }

  /// A segment of the path, which the route names.
  func named(_ name: String) -> String {
    guard let value = path[name] else { preconditionFailure("the route has no {\(name)}") }
    return value
  }
}

/// One call in the REST JSON protocol.
struct RESTExchange: Sendable {
  let caller: Caller

  func perform<Operation: CloudOperation>(
    _ operation: Operation, status: Int = 200, document: (Operation.Output) -> some Encodable
  ) -> FaceAnswer {
    FaceAnswer(
      caller.call(operation),
      success: { output, requestID in
        FaceResponse(
          status: status, contentType: RESTService.contentType, requestID: requestID,
          body: JSONText.of(document(output), .capitals))
      },
      refusal: RESTService.refusal)
  }

  /// An operation that has nothing to say.
  func performWithoutDocument<Operation: CloudOperation>(_ operation: Operation, status: Int) -> FaceAnswer {
    FaceAnswer(
      caller.call(operation),
      success: { _, requestID in
        FaceResponse(status: status, contentType: RESTService.contentType, requestID: requestID, body: "")
      },
      refusal: RESTService.refusal)
  }
}
