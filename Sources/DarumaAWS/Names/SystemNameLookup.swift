internal import CResolv
internal import Foundation
internal import Synchronization

/// Name servers asked by the C library's resolver, which checks that an answer belongs to its question. It blocks, so each
/// question has a thread of its own; there are few.
package final class SystemNameLookup: NameLookup {
  /// As `top -H` shows it.
  private static let threadName = "daruma-dns"
  /// Questions at once; one more is refused.
  static let mostQuestions = 32
  /// Of each of two tries.
  private static let trySeconds: Int32 = 2
  /// Larger than any answer over UDP or TCP.
  private static let mostBytes = 65_536

  private let underWay = Mutex(0)

  package init() {}

  package func values(
    of question: NameQuestion, at server: NameServer
  ) async throws(NameLookupError) -> [String] {
    guard
      underWay.withLock({ count in
        guard count < Self.mostQuestions else { return false }
        count += 1
        return true
      })
    else { throw NameLookupError(reason: "\(Self.mostQuestions) names are being looked up, which is the limit") }
    let result = await withCheckedContinuation { waiter in
      let thread = Thread {
        Thread.current.name = Self.threadName
        waiter.resume(returning: Self.ask(question, server))
      }
      thread.start()
    }
    underWay.withLock { $0 -= 1 }
    return try result.get()
  }

  private static func ask(
    _ question: NameQuestion, _ server: NameServer
  ) -> Result<[String], NameLookupError> {
    let type = question.type.number
    var answer = [UInt8](repeating: 0, count: mostBytes)
    let length = daruma_dns_ask(
      server.address, server.port, question.name, type, trySeconds, &answer, Int32(answer.count))
    guard length >= 0 else {
      let isKnownToBeNone = [daruma_dns_no_such_name, daruma_dns_no_such_record].contains(-length)
      return isKnownToBeNone ? .success([]) : .failure(NameLookupError(reason: "it gives no answer"))
    }
    let found = Found()
    let read = daruma_dns_records(
      answer, length, type,
      { owner, text in
        guard let owner, let text else { return }
        Unmanaged<Found>.fromOpaque(owner).takeUnretainedValue().values.append(String(cString: text))
      }, Unmanaged.passUnretained(found).toOpaque())
    return withExtendedLifetime(found) {
      read == 0 ? .success(found.values) : .failure(NameLookupError(reason: "its answer is malformed"))
    }
  }

  private final class Found {
    var values: [String] = []
  }
}

extension NameQuestion.RecordType {
  fileprivate var number: Int32 {
    switch self {
    case .a: Int32(ns_t_a.rawValue)
    case .aaaa: Int32(ns_t_aaaa.rawValue)
    case .cname: Int32(ns_t_cname.rawValue)
    }
  }
}
