import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Carries requests to the face and its answers back, and does to the connection what the answer says.
struct FaceResponder: HTTPResponder {
  let face: AWSFace
  let configuration: AWSFaceServer.Configuration

  func respond(to request: Request, context: FaceContext) async throws -> Response {
    var request = request
    let buffer: ByteBuffer
    do {
      buffer = try await request.collectBody(upTo: configuration.maximumBodyBytes)
    } catch is NIOTooManyBytesError {
      return Self.response(
        FaceResponse(
          status: 413, contentType: "text/plain", requestID: nil,
          body: "the body is longer than \(configuration.maximumBodyBytes) bytes"))
    }
    switch face.answer(Self.read(request, buffer)) {
    case .response(let response, let delay):
      if delay > 0 { try await Task.sleep(for: .milliseconds(delay)) }
      return Self.response(response)
    case .cut:
      try await context.channel.close()
      throw ConnectionCut()
    case .hold:
      try await hold(request)
      try await context.channel.close()
      throw ConnectionCut()
    }
  }

  /// Waits until the client has had enough, or until the limit.
  private func hold(_ request: Request) async throws {
    do {
      try await request.body.consumeWithCancellationOnInboundClose { [configuration] _ in
        try await Task.sleep(for: configuration.longestHold)
      }
    } catch is CancellationError {
      // The client has closed its end, or the server stops: there is nobody to keep waiting.
    }
  }

  private static func read(_ request: Request, _ buffer: ByteBuffer) -> FaceRequest {
    var headers = request.headers.map { (name: $0.name.rawName, value: $0.value) }
    if let authority = request.head.authority { headers.append((name: "host", value: authority)) }
    return FaceRequest(
      method: request.method.rawValue, target: request.head.path ?? "/", headers: headers,
      body: Array(buffer.readableBytesView))
  }

  private static func response(_ answer: FaceResponse) -> Response {
    var headers = HTTPFields()
    headers[.contentType] = answer.contentType
    if let requestID = answer.requestID, let name = HTTPField.Name("x-amzn-RequestId") {
      headers[name] = requestID
    }
    if let type = answer.errorType, let name = HTTPField.Name("x-amzn-ErrorType") { headers[name] = type }
    return Response(
      status: HTTPResponse.Status(code: answer.status), headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(string: answer.body)))
  }
}

/// Ends a request whose connection has been closed on purpose; nothing can be written any more.
struct ConnectionCut: Error {}

/// A request's context: it keeps the channel, so that an answer can be a closed connection.
struct FaceContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
