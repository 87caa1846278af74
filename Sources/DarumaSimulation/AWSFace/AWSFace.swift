/// The simulated cloud as AWS's wire protocols show it: bytes of a request in, bytes of an answer out. One
/// address serves all services and regions; which are meant is in the signature's credential scope, where
/// AWS's own hosts would tell by their names.
package struct AWSFace: Sendable {
  private let host: CloudHost
  private let now: @Sendable () -> Int64
  private let check: SignatureCheck

  /// - Parameters:
  ///   - now: milliseconds since the epoch; a demo's fast clock, or the wall clock.
  ///   - check: judges signatures; by default every well-formed one is right.
  package init(
    _ host: CloudHost, now: @escaping @Sendable () -> Int64,
    check: @escaping SignatureCheck = { _, _ in .right }
  ) {
    self.host = host
    self.now = now
    self.check = check
  }

  /// Answers one request. Every request, refused or not, is in the cloud's call log.
  package func answer(_ request: FaceRequest) -> FaceAnswer {
    let time = now()
    if let answer = WebFace.answer(request, host, now: time) { return answer }
    do throws(CloudError) {
      let authorization = try Authorization(of: request)
      if let refusal = check(request, authorization).refusal { throw refusal }
      guard let service = CloudService(rawValue: authorization.service), service.isSigned else {
        throw .invalidAction("The simulated cloud has no service '\(authorization.service)'")
      }
      guard host.hasRegion(authorization.region),
        !service.isGlobal || authorization.region == Self.globalRegion
      else { throw .unknownRegion(authorization.region) }
      let caller = Caller(
        host: host, service: service, region: authorization.region, accessKey: authorization.accessKey,
        now: time)
      return answer(request, service, caller)
    } catch {
      return refuse(request, error, time)
    }
  }

  /// Where services that are one for all regions want to be signed for.
  static let globalRegion = "us-east-1"

  private func answer(_ request: FaceRequest, _ service: CloudService, _ caller: Caller) -> FaceAnswer {
    switch service {
    case .rds: RDSFace.service.answer(request, caller)
    case .ecs: ECSFace.service.answer(request, caller)
    case .route53: Route53Face.answer(request, caller)
    case .sns: SNSFace.service.answer(request, caller)
    case .sts: STSFace.service.answer(request, caller)
    case .monitoring: CloudWatchFace.service.answer(request, caller)
    case .loadBalancing: LoadBalancingFace.service.answer(request, caller)
    case .backup: BackupFace.service.answer(request, caller)
    case .fileSystems: EFSFace.service.answer(request, caller)
    case .elasticache: ElastiCacheFace.service.answer(request, caller)
    case .ssm: SSMFace.service.answer(request, caller)
    case .autoscaling: AutoScalingFace.service.answer(request, caller)
    case .lambda: LambdaFace.service.answer(request, caller)
    case .events: EventsFace.service.answer(request, caller)
    case .web: preconditionFailure("web endpoints are answered before signatures are looked at")
    }
  }

  /// Refuses a request whose service isn't known for certain, in the protocol that it looks like.
  private func refuse(_ request: FaceRequest, _ error: CloudError, _ time: Int64) -> FaceAnswer {
    let shape = WireShape(of: request)
    let shown = shape.error(error)
    let requestID = host.withCloud { $0.refuse("-", of: shape.service, shown, in: "-", now: time) }
    return .response(shape.response(shown, requestID), afterMilliseconds: 0)
  }
}

/// The protocol that a request looks like, where nothing better is known.
enum WireShape: Sendable, Equatable {
  case query
  case json
  case restJSON
  case restXML

  init(of request: FaceRequest) {
    if request.header("x-amz-target") != nil {
      self = .json
    } else if request.path.hasPrefix("/\(Route53Face.version)/") {
      self = .restXML
    } else if request.path != "/" {
      self = .restJSON
    } else {
      self = .query
    }
  }

  var service: CloudService {
    switch self {
    case .query: .rds
    case .json: .ecs
    case .restJSON: .backup
    case .restXML: .route53
    }
  }

  func error(_ error: CloudError) -> CloudError {
    switch self {
    case .json: error.inJSONProtocol
    case .restJSON: error.inRESTJSONProtocol
    case .query, .restXML: error
    }
  }

  func response(_ error: CloudError, _ requestID: String) -> FaceResponse {
    switch self {
    case .query: RDSFace.service.wire.refusal(error, requestID)
    case .json: ECSFace.service.wire.refusal(error, requestID)
    case .restJSON: RESTService.refusal(error, requestID)
    case .restXML: Route53Face.refusal(error, requestID)
    }
  }
}

extension CloudError {
  static func invalidAction(_ message: String) -> CloudError {
    CloudError("InvalidAction", message)
  }
}
