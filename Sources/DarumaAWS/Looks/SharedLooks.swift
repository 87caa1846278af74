package import DarumaCore
internal import Synchronization

/// Looks that are taken again and again, of many things by many who want to know the same. They share the pace of what is
/// listed (``CallGate``); what was just asked is not asked again; and a service in a region that does not answer, or wants to be
/// left alone, is left alone by all of them for a while.
///
/// Nothing of it is in the way of what a failover does, which is sent by another client.
package final class SharedLooks: Sendable {
  package struct Limits: Sendable, Equatable {
    /// How long an answer counts.
    package var answersCount: Duration
    /// The same of IAM, which is asked seldom by its own wish, and says the same for hours.
    package var permissionsCount: Duration
    /// How long nobody asks where there was no answer.
    package var pause: Duration
    /// Bytes of answers that are kept; the oldest go first.
    package var mostBytes: Int

    package init(
      answersCount: Duration = .seconds(60), permissionsCount: Duration = .seconds(15 * 60),
      pause: Duration = .seconds(60), mostBytes: Int = 16 << 20
    ) {
      self.answersCount = answersCount
      self.permissionsCount = permissionsCount
      self.pause = pause
      self.mostBytes = mostBytes
    }

    /// For looks that are taken every `interval`.
    package init(every interval: Span) {
      let interval = Duration.milliseconds(interval.milliseconds)
      self.init(answersCount: interval / 5, permissionsCount: interval * 3, pause: interval / 5)
    }
  }

  private struct Question: Hashable {
    var method: String
    var url: String
    var headers: [String]
    var body: [UInt8]
  }

  private struct Destination: Hashable {
    var service: String
    var region: Region
  }

  private struct Answer {
    var result: Result<HTTPResponse, CloudFault>
    var until: Duration
    var size: Int
  }

  private struct Silence {
    var fault: CloudFault
    var until: Duration
  }

  private struct Known {
    var account: Account?
    var answers: [Question: Answer] = [:]
    /// In the order in which they came.
    var order: [Question] = []
    var bytes = 0
    var silences: [Destination: Silence] = [:]

    mutating func forget(_ question: Question) {
      guard let answer = answers.removeValue(forKey: question) else { return }
      bytes -= answer.size
      order.removeAll { $0 == question }
    }
  }

  private let gate: CallGate
  private let limits: Limits
  private let pacing: Pacing
  private let known = Mutex(Known())

  package init(gate: CallGate, limits: Limits = Limits(), pacing: Pacing = .real()) {
    self.gate = gate
    self.limits = limits
    self.pacing = pacing
  }

  /// What was answered to the credentials of another account says nothing of this one.
  package func belong(to account: Account?) {
    known.withLock { known in
      guard known.account != account else { return }
      known = Known(account: account)
    }
  }

  /// The answer to `request`, which is asked by `ask` where it is not known.
  ///
  /// - Parameter request: Before it is signed: the same question is the same request.
  func response(
    to request: HTTPRequest, of service: AWSService, in region: Region,
    _ ask: () async throws(CloudFault) -> HTTPResponse
  ) async throws(CloudFault) -> HTTPResponse {
    let question = Question(
      method: request.method, url: request.url, headers: request.headers.map { "\($0.name):\($0.value)" },
      body: request.body)
    let destination = Destination(service: service.endpointPrefix, region: region)
    if let answer = answer(to: question, at: destination) { return try answer.get() }
    do throws(CancellationError) {
      try await gate.pass(service, region)
    } catch {
      throw Self.cancelled(service, region)
    }
    // Another may have asked meanwhile.
    if let answer = answer(to: question, at: destination) { return try answer.get() }
    do throws(CloudFault) {
      let response = try await ask()
      keep(.success(response), to: question, at: destination, size: response.body.count)
      return response
    } catch {
      if !Task.isCancelled { keep(.failure(error), to: question, at: destination, size: error.message.utf8.count) }
      throw error
    }
  }

  private func answer(
    to question: Question, at destination: Destination
  ) -> Result<HTTPResponse, CloudFault>? {
    let now = pacing.elapsed()
    return known.withLock { known in
      if let answer = known.answers[question], answer.until > now { return answer.result }
      if let silence = known.silences[destination], silence.until > now { return .failure(silence.fault) }
      return nil
    }
  }

  private func keep(
    _ result: Result<HTTPResponse, CloudFault>, to question: Question, at destination: Destination, size: Int
  ) {
    let now = pacing.elapsed()
    known.withLock { known in
      if case .failure(let fault) = result, fault.kind != .refused {
        // It may be another answer the next time, and it is about the service rather than the question.
        known.silences[destination] = Silence(fault: fault, until: now + max(limits.pause, fault.notBefore ?? .zero))
        return
      }
      known.silences[destination] = nil
      let lasts = destination.service == AWSService.iam.endpointPrefix ? limits.permissionsCount : limits.answersCount
      let bytes = size + question.body.count + question.url.utf8.count
      known.forget(question)
      known.answers[question] = Answer(result: result, until: now + lasts, size: bytes)
      known.order.append(question)
      known.bytes += bytes
      while let oldest = known.order.first,
        known.bytes > limits.mostBytes || (known.answers[oldest]?.until ?? now) <= now
      {
        known.forget(oldest)
      }
    }
  }

  private static func cancelled(_ service: AWSService, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .unavailable, code: "\(service.endpointPrefix).Cancelled",
      message: "A look at \(service.name) in \(region) was given up while it waited for its turn.", isRetriable: true)
  }
}
