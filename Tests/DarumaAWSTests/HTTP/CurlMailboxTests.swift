import Testing

@testable import DarumaAWS

/// The mailbox alone: the test takes the part of the transport's thread, so that every order can be brought
/// about.
@Suite("What callers and the transport's thread tell each other")
struct CurlMailboxTests {
  static func mailbox(maximumTransfers: Int = 10) throws -> CurlMailbox {
    let multi = try CurlMulti(CurlConfiguration(version: "0.test"))
    return CurlMailbox(multi: multi, maximumTransfers: maximumTransfers)
  }

  /// Hands a ticket over and waits for its outcome.
  static func start(_ id: UInt64, _ mailbox: CurlMailbox) async throws -> CurlTicket.Outcome {
    let request = HTTPRequest(method: "GET", url: "http://127.0.0.1:1/")
    let url = try RequestURL(request.url)
    return await withCheckedContinuation { waiter in
      mailbox.start(CurlTicket(id: id, request: request, url: url, waiter: waiter))
    }
  }

  /// What comes in next, looked for until something does.
  static func next(_ mailbox: CurlMailbox) async -> CurlMailbox.Delivery {
    while true {
      let delivery = mailbox.take()
      if !delivery.starts.isEmpty || !delivery.cancellations.isEmpty || delivery.stops { return delivery }
      await Task.yield()
    }
  }

  static let answer = CurlTicket.Outcome.success(HTTPResponse(status: 200))

  @Test("a ticket is delivered once and answered once")
  func delivery() async throws {
    let mailbox = try Self.mailbox()
    let outcome = Task { try await Self.start(mailbox.nextID(), mailbox) }
    let delivery = await Self.next(mailbox)
    let ticket = try #require(delivery.starts.first)
    #expect(mailbox.take().starts.isEmpty)
    mailbox.finish(ticket, Self.answer)
    #expect(try await outcome.value == Self.answer)
  }

  @Test(
    "a task cancelled before it hands over is refused, even if its cancellation was taken already"
  )
  func cancelledBefore() async throws {
    let mailbox = try Self.mailbox()
    let id = mailbox.nextID()
    mailbox.cancel(id)
    #expect(mailbox.take().cancellations == [id])
    let outcome = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await Self.start(id, mailbox)
    }
    #expect(try await outcome.value.failure?.code == .cancelled)
    #expect(mailbox.take().starts.isEmpty)
  }

  @Test("the limit counts what is not yet answered; an answer makes room")
  func limit() async throws {
    let mailbox = try Self.mailbox(maximumTransfers: 1)
    let first = Task { try await Self.start(mailbox.nextID(), mailbox) }
    let ticket = try #require(await Self.next(mailbox).starts.first)
    #expect(try await Self.start(mailbox.nextID(), mailbox).failure?.code == .unreachable)
    mailbox.finish(ticket, Self.answer)
    _ = try await first.value
    let second = Task { try await Self.start(mailbox.nextID(), mailbox) }
    let next = try #require(await Self.next(mailbox).starts.first)
    mailbox.finish(next, Self.answer)
    #expect(try await second.value == Self.answer)
  }

  @Test(
    "after stop nothing is taken, what came before is left for the thread, and all who wait hear of the end"
  )
  func stop() async throws {
    let mailbox = try Self.mailbox()
    let early = Task { try await Self.start(mailbox.nextID(), mailbox) }
    let ticket = try #require(await Self.next(mailbox).starts.first)
    let waiters = (0..<2).map { _ in
      Task { await withCheckedContinuation { mailbox.stop(resuming: $0) } }
    }
    while !mailbox.take().stops { await Task.yield() }
    #expect(mailbox.take().stops)
    #expect(try await Self.start(mailbox.nextID(), mailbox).failure?.code == .unreachable)
    mailbox.cancel(ticket.id)
    #expect(mailbox.take().cancellations.isEmpty)
    mailbox.finish(ticket, Self.answer)
    _ = try await early.value
    #expect(mailbox.close().isEmpty)
    mailbox.ended()
    for waiter in waiters { await waiter.value }
    await withCheckedContinuation { mailbox.stop(resuming: $0) }
    mailbox.stop()
  }

  @Test("when the thread ends by itself, what it had not seen is handed back, and later requests are refused")
  func closedByThread() async throws {
    let mailbox = try Self.mailbox()
    let request = HTTPRequest(method: "GET", url: "http://127.0.0.1:1/")
    let url = try RequestURL(request.url)
    let outcome = await withCheckedContinuation { waiter in
      mailbox.start(CurlTicket(id: mailbox.nextID(), request: request, url: url, waiter: waiter))
      for unseen in mailbox.close() { mailbox.finish(unseen, Self.answer) }
      mailbox.ended()
    }
    #expect(outcome == Self.answer)
    #expect(try await Self.start(mailbox.nextID(), mailbox).failure?.code == .unreachable)
  }
}
