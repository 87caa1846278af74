package import DarumaCore

/// Builds, signs and sends one call, reads the answer, and tries again where that is safe.
///
/// Tried again, within ``RetryPolicy``: what was throttled or never left, whatever it is; what failed inside
/// the service or lost its answer, only where it changes nothing. A change whose outcome is unknown is handed
/// up as ``CloudFault/Kind-swift.enum/outcomeUnknown``: who asked for it has to look first.
package struct AWSClient: Sendable {
  private let transport: any HTTPTransport
  private let endpoints: EndpointResolver
  private let signer: any RequestSigner
  private let policy: RetryPolicy
  private let pacing: Pacing
  /// Nil: each call is sent at once, for itself.
  private let looks: SharedLooks?
  /// Of everything that is sent through this client.
  private let budget = RetryBudget()

  /// - Parameter looks: With it nothing is sent that changes anything, and what is asked is shared with others.
  package init(
    transport: any HTTPTransport, endpoints: EndpointResolver, signer: any RequestSigner,
    policy: RetryPolicy = RetryPolicy(), pacing: Pacing = .real(), looks: SharedLooks? = nil
  ) {
    self.transport = transport
    self.endpoints = endpoints
    self.signer = signer
    self.policy = policy
    self.pacing = pacing
    self.looks = looks
  }

  /// - Parameter region: for a global service, any region of the partition that is meant.
  /// - Throws: ``CloudFault``, whose message names the call, the answer, the id of the request, and what can
  ///   be done.
  package func send<Call: ServiceOperation>(
    _ call: Call, in region: Region
  ) async throws(CloudFault) -> Call.Answer {
    try await exchange(
      OperationName(Call.self), in: region, message: call.message,
      answer: { response throws(WireFormatError) in
        let answer = try Call.answer(from: response.body)
        try call.check(answer, in: region)
        return answer
      })
  }

  /// As the typed operations, with the same tries, faults and signatures.
  ///
  /// - Returns: an object.
  package func send(_ call: AWSCall, in region: Region) async throws(CloudFault) -> Document {
    let call = try await withLinkToSource(call, in: region)
    return try await exchange(
      OperationName(call), in: region, at: call.endpoint, timeout: call.timeout, message: call.message,
      answer: call.answer(from:))
  }

  /// The URL of a request that proves by itself who asks.
  func presigned(
    _ message: () throws(WireFormatError) -> OutgoingMessage, of name: OperationName, in region: Region,
    validFor lifetime: Span
  ) async throws(CloudFault) -> String {
    let endpoint = try endpoints.endpoint(of: name.service, in: region)
    let label = CallLabel(name, region: endpoint.signingRegion, host: endpoint.base.hostField)
    let request = try Self.request(message, to: endpoint, label: label)
    let scope = SigningScope(
      service: name.service.signingName, region: endpoint.signingRegion, key: CheckedKey.current)
    return try await signer.presign(request, for: scope, validFor: lifetime).url
  }

  /// The one way of every call: written once, signed and sent until there is an answer or no sense in another try.
  ///
  /// - Parameter address: Of this call alone.
  private func exchange<Answer>(
    _ name: OperationName, in region: Region, at address: String? = nil,
    timeout: Duration = HTTPRequest.defaultTimeout, message: () throws(WireFormatError) -> OutgoingMessage,
    answer: (HTTPResponse) throws(WireFormatError) -> Answer
  ) async throws(CloudFault) -> Answer {
    let endpoint = try endpoints.endpoint(of: name.service, in: region, at: address)
    let label = CallLabel(name, region: endpoint.signingRegion, host: endpoint.base.hostField)
    var request = try Self.request(message, to: endpoint, label: label)
    request.timeout = timeout
    let response: HTTPResponse
    if let looks {
      guard name.repetition == .reads else { throw label.faultOfChange() }
      let (asked, region) = (request, endpoint.signingRegion)
      response = try await looks.response(to: asked, of: name.service, in: region) { () async throws(CloudFault) in
        try await self.response(to: asked, label: label)
      }
    } else {
      response = try await self.response(to: request, label: label)
    }
    do throws(WireFormatError) {
      return try answer(response)
    } catch {
      throw label.fault(unreadable: error, in: response)
    }
  }

  /// Signs and sends until there is an answer or no sense in another try.
  ///
  /// - Parameter request: Not signed yet.
  private func response(to request: HTTPRequest, label: CallLabel) async throws(CloudFault) -> HTTPResponse {
    let scope = SigningScope(
      service: label.service.signingName, region: label.region, key: CheckedKey.current)
    var tries = Tries(policy: policy, pacing: pacing)
    while true {
      tries.begin()
      let response: HTTPResponse
      do throws(FailedTry) {
        response = try await sendOnce(request, scope: scope, label: label)
      } catch {
        try await recover(from: error, &tries, label)
        continue
      }
      budget.give(tries.spent > 0 ? tries.spent : RetryBudget.gift, for: label.host)
      return response
    }
  }

  private static func request(
    _ message: () throws(WireFormatError) -> OutgoingMessage, to endpoint: Endpoint, label: CallLabel
  ) throws(CloudFault) -> HTTPRequest {
    do throws(WireFormatError) {
      let message = try message()
      return HTTPRequest(
        method: message.method, url: endpoint.url(of: message),
        headers: message.headers, body: message.body)
    } catch {
      throw label.fault(unwritable: error)
    }
  }

  /// One try.
  ///
  /// - Returns: an answer with a 2xx status.
  private func sendOnce(
    _ request: HTTPRequest, scope: SigningScope, label: CallLabel
  ) async throws(FailedTry) -> HTTPResponse {
    var signed = request
    do throws(CloudFault) {
      try await signer.sign(&signed, for: scope)
    } catch {
      throw FailedTry(fault: error, cure: .none)
    }
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await transport.send(signed)
    } catch {
      throw FailedTry(error, label: label)
    }
    guard (200..<300).contains(response.status) else {
      throw FailedTry(response, label: label, secrets: RequestSecrets.of(signed))
    }
    return response
  }

  /// Does what makes another try sensible; throws the fault where nothing does.
  private func recover(
    from failure: FailedTry, _ tries: inout Tries, _ label: CallLabel
  ) async throws(CloudFault) {
    switch failure.cure {
    case .none: break
    case .pause:
      guard let pause = tries.pause(notBefore: failure.notBefore),
        tries.mayAfford(failure.cost, budget, host: label.host)
      else { break }
      do throws(CancellationError) {
        return try await pacing.sleep(pause)
      } catch {
        throw label.faultOfCancellation()
      }
    case .correctClock(let serverTime):
      if tries.mayCorrectClock(), await signer.correctClock(serverTime) { return }
    case .renewCredentials:
      if tries.mayRenewCredentials(), await signer.renewCredentials() { return }
    }
    throw tries.tell(failure.fault)
  }
}
