internal import DarumaCore

/// Tells people. There is nothing to observe: no channel can be asked what it has seen.
struct NoticeSender {
  let topics: TopicNotice
  let webhooks: WebhookNotice

  /// Uses every channel, whatever becomes of the others: whoever can be reached is told at once.
  ///
  /// - Throws: ``CloudFault`` that tells of all channels that failed.
  func act(_ notice: SendNotice, of effect: Effect) async throws(CloudFault) -> Acted {
    var faults: [CloudFault] = []
    for channel in notice.channels {
      do throws(CloudFault) {
        switch channel {
        case .sns(let topic): try await topics.send(notice, to: topic, of: effect)
        case .webhook(let url): try await webhooks.send(notice, to: url, of: effect)
        }
      } catch {
        faults.append(error)
      }
    }
    guard let fault = Self.combined(faults) else { return .finished(outputs: [:]) }
    throw fault
  }

  /// Named after the first; worth another try where one of them is.
  private static func combined(_ faults: [CloudFault]) -> CloudFault? {
    guard var fault = faults.first else { return nil }
    fault.message = faults.map(\.message).joined(separator: " ")
    fault.isRetriable = faults.contains { $0.isRetriable }
    return fault
  }
}
