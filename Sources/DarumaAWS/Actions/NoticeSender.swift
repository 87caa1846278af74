internal import DarumaCore

/// Tells people. There is nothing to observe: no channel can be asked what it has seen.
///
/// With each message goes where the journal ended as it was sent: whoever keeps the messages keeps what `daruma journal
/// verify --expect-head` is given. A repeat bears the same id, and the head of its own time.
struct NoticeSender {
  let topics: TopicNotice
  let webhooks: WebhookNotice
  /// Where the journal ends now.
  let journal: JournalEnd

  /// Uses every channel, whatever becomes of the others: whoever can be reached is told at once.
  ///
  /// - Throws: ``CloudFault`` that tells of all channels that failed.
  func act(_ notice: SendNotice, of effect: Effect) async throws(CloudFault) -> Acted {
    var faults: [CloudFault] = []
    let message = NoticeMessage(notice, of: effect, journal: journal())
    for channel in notice.channels {
      do throws(CloudFault) {
        switch channel {
        case .sns(let topic): try await topics.send(message, to: topic, of: effect)
        case .webhook(let url): try await webhooks.send(message, to: url, of: effect)
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
    // One that can be asked earlier is.
    fault.notBefore = faults.allSatisfy { $0.notBefore != nil } ? faults.compactMap(\.notBefore).min() : nil
    return fault
  }
}
