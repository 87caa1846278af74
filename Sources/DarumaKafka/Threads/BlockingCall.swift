/// Runs a blocking call on a thread of its own and gives up waiting for it at a deadline. librdkafka 2.0.2
/// has calls that overrun their own timeout; such a thread finishes by itself, later.
enum BlockingCall {
  static func run<Value: Sendable>(
    _ thread: String, _ action: String, within limit: Duration,
    _ body: @escaping @Sendable () throws(KafkaError) -> Value
  ) async throws(KafkaError) -> Value {
    let outcome = Eventual<Result<Value, KafkaError>>()
    try NamedThread.start(thread) {
      outcome.resolve(Result(catching: body))
    }
    guard let result = await outcome.value(within: limit) else {
      throw KafkaError(.timedOut, "\(action) gave no answer within \(limit)", isRetriable: true)
    }
    return try result.get()
  }
}
