import Logging
import NIOCore
import NIOPosix
import Testing

@testable import DarumaSimulation

/// Each test starts a server on a port of its own and talks to it over a real socket.
@Suite("The server", .timeLimit(.minutes(15)))
struct AWSFaceServerTests {
  private func serving<Result: Sendable>(
    _ scenario: FaceScenario, _ configuration: AWSFaceServer.Configuration = AWSFaceServer.Configuration(),
    _ body: @escaping @Sendable (_ port: Int) async throws -> Result
  ) async throws -> Result {
    let server = AWSFaceServer(scenario.face(), configuration: configuration, logger: Logger(label: "test"))
    return try await server.whileServing { url in
      guard let port = url.split(separator: ":").last.flatMap({ Int($0) }) else { throw NoPort(url: url) }
      return try await body(port)
    }
  }

  private struct NoPort: Error {
    let url: String
  }

  @Test("a signed request is answered")
  func answer() async throws {
    let answer = try await serving(FaceScenario()) { port in
      try await exchange(.query("Action=DescribeDBInstances", region: "us-east-1"), port: port)
    }
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.lowercased().contains("x-amzn-requestid: "))
    #expect(answer.contains("<DBInstanceIdentifier>kaigo-subsys-prod</DBInstanceIdentifier>"))
  }

  @Test("a lost answer is a closed connection after the deed")
  func lostAnswer() async throws {
    let scenario = FaceScenario(faults: [FaultRule(.loseAnswer, operation: "CreateTopic", .nth(1))])
    let create = FaceRequest.query("Action=CreateTopic&Name=new", service: "sns", version: "2010-03-31")
    let (first, second) = try await serving(scenario) { port in
      (try await exchange(create, port: port), try await exchange(create, port: port))
    }
    #expect(first.isEmpty)
    #expect(second.contains("<TopicArn>arn:aws:sns:us-west-2:123456789012:new</TopicArn>"))
    #expect(scenario.host.log.count(of: "CreateTopic", isDone: true) == 2)
  }

  @Test("a slow answer arrives all the same")
  func slowAnswer() async throws {
    let scenario = FaceScenario(faults: [FaultRule(.slow(milliseconds: 20))])
    let answer = try await serving(scenario) { port in
      try await exchange(.query("Action=DescribeDBInstances"), port: port)
    }
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
  }

  @Test("a silent region keeps the client waiting up to the limit, then hangs up without a word")
  func silence() async throws {
    let scenario = FaceScenario()
    scenario.host.withCloud { $0.estate.outages = [Outage(region: "us-west-2", from: 0, manner: .silent)] }
    var configuration = AWSFaceServer.Configuration()
    configuration.longestHold = .milliseconds(20)
    let answer = try await serving(scenario, configuration) { port in
      try await exchange(.query("Action=DescribeDBInstances"), port: port)
    }
    #expect(answer.isEmpty)
    #expect(scenario.host.log.calls.map(\.arrived) == [.silence])
  }

  @Test("a server with clients left waiting stops when told to")
  func stopsWhileHolding() async throws {
    let scenario = FaceScenario()
    scenario.host.withCloud { $0.estate.outages = [Outage(region: "us-west-2", from: 0, manner: .silent)] }
    var configuration = AWSFaceServer.Configuration()
    configuration.longestHold = .seconds(3_600)
    let client = try await serving(scenario, configuration) { port in
      let waiting = Task { try await exchange(.query("Action=DescribeDBInstances"), port: port) }
      while scenario.host.log.calls.isEmpty { await Task.yield() }
      return waiting
    }
    // How the client's connection ends is the operating system's affair; that it ends is what counts.
    _ = await client.result
  }

  @Test("a body that is too long is refused")
  func longBody() async throws {
    var configuration = AWSFaceServer.Configuration()
    configuration.maximumBodyBytes = 100
    let answer = try await serving(FaceScenario(), configuration) { port in
      try await exchange(.query("Action=" + String(repeating: "x", count: 200)), port: port)
    }
    #expect(answer.hasPrefix("HTTP/1.1 413 "))
  }

  @Test("many clients at once share one cloud")
  func concurrency() async throws {
    let scenario = FaceScenario()
    let topic = "arn:aws:sns:us-west-2:123456789012:\(SampleEstate.topic)"
    let encoded = topic.replacing(":", with: "%3A")
    let bodies = try await serving(scenario) { port in
      try await withThrowingTaskGroup(of: String.self) { group in
        for number in 0..<20 {
          let request = FaceRequest.query(
            "Action=Publish&Message=m\(number)&TopicArn=\(encoded)",
            service: "sns", version: "2010-03-31")
          group.addTask { try await exchange(request, port: port) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }
    #expect(bodies.count == 20)
    #expect(bodies.allSatisfy { $0.hasPrefix("HTTP/1.1 200 OK") })
    let messages = scenario.host.withCloud {
      $0.estate[region: "us-west-2"].topics.topics[topic]?.messages.elements.map(\.message) ?? []
    }
    #expect(Set(messages) == Set((0..<20).map { "m\($0)" }))
    #expect(messages.count == 20)
  }
}

/// Sends one request over a connection of its own and gives everything that came back until the server
/// closed.
private func exchange(_ request: FaceRequest, port: Int) async throws -> String {
  var text = "\(request.method) \(request.target) HTTP/1.1\r\nConnection: close\r\n"
  for (name, value) in request.headers { text += "\(name): \(value)\r\n" }
  text += "Content-Length: \(request.body.count)\r\n\r\n"
  let bytes = ByteBuffer(bytes: Array(text.utf8) + request.body)
  let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    .connect(host: "127.0.0.1", port: port) { channel in
      channel.eventLoop.makeCompletedFuture {
        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
      }
    }
  return try await channel.executeThenClose { inbound, outbound in
    try await outbound.write(bytes)
    var answer = ""
    for try await part in inbound { answer += String(buffer: part) }
    return answer
  }
}
