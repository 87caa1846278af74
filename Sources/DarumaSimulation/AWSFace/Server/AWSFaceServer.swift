import HTTPTypes
import Hummingbird
package import Logging
import NIOCore

/// The AWS face on a loopback address.
package struct AWSFaceServer: Sendable {
  package struct Configuration: Sendable {
    package var host = "127.0.0.1"
    /// 0: any that is free.
    package var port = 0
    /// Most bytes of a request body. The largest that a modelled operation takes is an SNS message.
    package var maximumBodyBytes = 1_048_576
    /// Longest time that a request is left without an answer when the model says that none comes: longer than
    /// any client should wait.
    package var longestHold: Duration = .seconds(120)

    package init() {}
  }

  private let face: AWSFace
  private let configuration: Configuration
  private let logger: Logger

  package init(_ face: AWSFace, configuration: Configuration = Configuration(), logger: Logger) {
    self.face = face
    self.configuration = configuration
    self.logger = logger
  }

  /// Serves until the task is cancelled or, in a service group, until it shuts down gracefully.
  ///
  /// - Parameter onBound: told the port once the server listens.
  /// - Throws: what binding the address throws.
  package func run(onBound: @escaping @Sendable (_ port: Int) async -> Void) async throws {
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    let application = Application(
      responder: FaceResponder(face: face, configuration: configuration),
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port)),
      onServerRunning: { channel in
        guard let port = channel.localAddress?.port else {
          preconditionFailure("a server bound to a host name has no port")
        }
        await onBound(port)
      },
      logger: quiet)
    try await application.run()
  }
}

extension AWSFaceServer {
  /// Serves while `body` runs.
  ///
  /// - Parameter body: gets the base URL, for example `http://127.0.0.1:40123`.
  /// - Throws: what `body` throws, or what binding the address throws.
  package func whileServing<Result: Sendable>(
    _ body: @escaping @Sendable (_ url: String) async throws -> Result
  ) async throws -> Result {
    let (ports, port) = AsyncStream<Int>.makeStream()
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        defer { port.finish() }
        try await run { port.yield($0) }
        return nil
      }
      group.addTask { [configuration] in
        for await port in ports { return try await body("http://\(configuration.host):\(port)") }
        return nil
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw CancellationError()
    }
  }
}
