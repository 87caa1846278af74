internal import DarumaCore

/// Asks at a measured pace, and reads all pages.
struct ListingClient: Sendable {
  private let client: AWSClient
  private let gate: CallGate
  private let limits: ListingLimits

  init(client: AWSClient, limits: ListingLimits, pacing: Pacing, gate: CallGate? = nil) {
    self.client = client
    self.limits = limits
    self.gate = gate ?? CallGate(limits, pacing)
  }

  func send<Call: ServiceOperation>(
    _ call: Call, in region: Region
  ) async throws(CloudFault) -> Call.Answer {
    do throws(CancellationError) {
      try await gate.pass(Call.service, region)
    } catch {
      throw CallLabel(OperationName(Call.self), region: region, host: "").faultOfCancellation()
    }
    return try await client.send(call, in: region)
  }

  /// Nil where the refusal has one of `codes`, which is an answer too: there is none.
  func send<Call: ServiceOperation>(
    _ call: Call, in region: Region, noneAt codes: Set<String>
  ) async throws(CloudFault) -> Call.Answer? {
    do throws(CloudFault) {
      return try await send(call, in: region)
    } catch {
      guard codes.contains(error.code) else { throw error }
      return nil
    }
  }

  /// The items of all pages. A page that fails is asked for again (``RetryPolicy``), and not those before it.
  ///
  /// - Throws: ``CloudFault``; also where the pages go in a circle or don't end within
  ///   ``ListingLimits/maximumPages``.
  func all<Call: PagedOperation>(
    _ call: Call, in region: Region
  ) async throws(CloudFault) -> [Call.Answer.Item] {
    var call = call
    var items: [Call.Answer.Item] = []
    var seen: Set<String> = []
    for _ in 0..<limits.maximumPages {
      let page = try await send(call, in: region)
      items += page.items
      guard let next = page.next, !next.isEmpty else { return items }
      guard seen.insert(next).inserted else { throw Self.fault(.repeatedMarker, Call.self, region) }
      call.position = next
    }
    throw Self.fault(.tooManyPages(limits.maximumPages), Call.self, region)
  }

  /// As ``all(_:in:)``; nil where the refusal has one of `codes`.
  func all<Call: PagedOperation>(
    _ call: Call, in region: Region, noneAt codes: Set<String>
  ) async throws(CloudFault) -> [Call.Answer.Item]? {
    do throws(CloudFault) {
      return try await all(call, in: region)
    } catch {
      guard codes.contains(error.code) else { throw error }
      return nil
    }
  }

  private enum Endlessness {
    case repeatedMarker
    case tooManyPages(Int)
  }

  private static func fault<Call: PagedOperation>(
    _ reason: Endlessness, _ type: Call.Type, _ region: Region
  ) -> CloudFault {
    let label = CallLabel(OperationName(type), region: region, host: "")
    switch reason {
    case .repeatedMarker:
      return CloudFault(
        kind: .unintelligible, code: label.code("RepeatedMarker"),
        message: "\(label.text) sent the marker of an earlier page again, so that its pages would never end. "
          + "What it listed is left as it was known; it is asked again in the next round.",
        isRetriable: true)
    case .tooManyPages(let limit):
      return CloudFault(
        kind: .unintelligible, code: label.code("TooManyPages"),
        message: "\(label.text) did not end after \(limit) pages. What it listed is left as it was known. "
          + "Delete what is no longer needed.",
        isRetriable: false)
    }
  }
}
