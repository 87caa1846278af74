/// Route 53 on the wire: REST with XML bodies, version 2013-04-01.
enum Route53Face {
  static let namespace = "https://route53.amazonaws.com/doc/2013-04-01/"
  static let version = "2013-04-01"

  static func answer(_ request: FaceRequest, _ caller: Caller) -> FaceAnswer {
    guard let route = Route53Route(request) else {
      let name = "\(request.method) \(request.path)"
      let requestID = caller.refuse(name, .unknownOperation(name))
      return .response(unknown(requestID), afterMilliseconds: 0)
    }
    do throws(CloudError) {
      return try answer(route, request, caller)
    } catch {
      return .response(refusal(error, caller.refuse(route.operation, error)), afterMilliseconds: 0)
    }
  }

  static func refusal(_ error: CloudError, _ requestID: String) -> FaceResponse {
    ErrorDocument.response(error, requestID: requestID, namespace: namespace)
  }

  private static func answer(
    _ route: Route53Route, _ request: FaceRequest, _ caller: Caller
  ) throws(CloudError) -> FaceAnswer {
    switch route {
    case .changeRecordSets(let zone):
      let batch = try ChangeBatchReader.read(request.body)
      let operation = ChangeResourceRecordSets(zone: zone, changes: batch.changes, comment: batch.comment)
      return perform(operation, caller) { ("ChangeResourceRecordSetsResponse", [Route53XML.change($0)]) }
    case .getChange(let id):
      return perform(GetChange(id: id), caller) { ("GetChangeResponse", [Route53XML.change($0)]) }
    case .getHostedZone(let id):
      return perform(GetHostedZone(id: id), caller) { ("GetHostedZoneResponse", Route53XML.zone($0)) }
    case .listRecordSets(let zone):
      let operation = try listing(zone, request)
      return perform(operation, caller) { ("ListResourceRecordSetsResponse", Route53XML.listing($0)) }
    }
  }

  private static func perform<Operation: CloudOperation>(
    _ operation: Operation, _ caller: Caller, _ result: (Operation.Output) -> (root: String, [XMLTree?])
  ) -> FaceAnswer {
    FaceAnswer(
      caller.call(operation),
      success: { output, requestID in
        let (name, members) = result(output)
        var root = XMLTree(name, members: members)
        root.attributes = [XMLTree.Attribute(name: "xmlns", value: namespace)]
        return FaceResponse(status: 200, contentType: "text/xml", requestID: requestID, body: root.document)
      },
      refusal: refusal)
  }

  private static func listing(
    _ zone: String, _ request: FaceRequest
  ) throws(CloudError) -> ListResourceRecordSets {
    let fields = try FormFields.parse(request.query)
    let maxItems = fields["maxitems"]
    guard maxItems == nil || maxItems.flatMap(Int.init) != nil else {
      throw CloudError("InvalidInput", "MaxItems is not a number")
    }
    return ListResourceRecordSets(
      zone: zone, startName: fields["name"], startType: fields["type"], startIdentifier: fields["identifier"],
      maxItems: maxItems.flatMap(Int.init))
  }

  /// What AWS answers for a path that no operation has.
  private static func unknown(_ requestID: String) -> FaceResponse {
    FaceResponse(
      status: 404, contentType: "text/xml", requestID: requestID,
      body: XMLTree("UnknownOperationException", []).document)
  }
}

/// Which operation a request asks for.
enum Route53Route: Sendable, Equatable {
  case changeRecordSets(zone: String)
  case listRecordSets(zone: String)
  case getHostedZone(String)
  case getChange(String)

  init?(_ request: FaceRequest) {
    var segments: [String] = []
    for segment in request.path.split(separator: "/") {
      guard let decoded = PercentEncoding.decoded(segment, plusIsSpace: false) else { return nil }
      segments.append(decoded)
    }
    guard segments.first == Route53Face.version else { return nil }
    switch (request.method, segments.count, segments.count > 1 ? segments[1] : "") {
    case ("POST", 4, "hostedzone") where segments[3] == "rrset": self = .changeRecordSets(zone: segments[2])
    case ("GET", 4, "hostedzone") where segments[3] == "rrset": self = .listRecordSets(zone: segments[2])
    case ("GET", 3, "hostedzone"): self = .getHostedZone(segments[2])
    case ("GET", 3, "change"): self = .getChange(segments[2])
    default: return nil
    }
  }

  /// The operation's name for the call log.
  var operation: String {
    switch self {
    case .changeRecordSets: ChangeResourceRecordSets.name
    case .listRecordSets: ListResourceRecordSets.name
    case .getHostedZone: GetHostedZone.name
    case .getChange: GetChange.name
    }
  }
}
