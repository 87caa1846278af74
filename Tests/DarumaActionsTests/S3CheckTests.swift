import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import Testing

@Suite("s3.check")
struct S3CheckTests {
  private static func effect(_ more: [String: Document]) throws -> Effect {
    try ScriptedCloud.effect("s3.check", ["bucket": "backups"].merging(more) { $1 })
  }

  private static func head(_ length: String? = "5", _ checksum: String? = nil) -> HTTPResponse {
    var headers = [HTTPHeader("x-amz-request-id", "r")]
    if let length { headers.append(HTTPHeader("Content-Length", length)) }
    if let checksum { headers.append(HTTPHeader("x-amz-checksum-sha256", checksum)) }
    return HTTPResponse(status: 200, headers: headers)
  }

  private static let date = HTTPHeader("Date", "Tue, 24 Nov 2026 03:42:00 GMT")

  private static func list(
    _ objects: (String, String)..., bucket: String = "backups", next: String = "", headers: [HTTPHeader] = [date]
  ) -> HTTPResponse {
    let contents = objects.map { "<Contents><Key>\($0.0)</Key><LastModified>\($0.1)</LastModified></Contents>" }
      .joined()
    return .ok("<ListBucketResult><Name>\(bucket)</Name>\(contents)\(next)</ListBucketResult>", headers: headers)
  }

  private static let fresh = ("a/2", "2026-11-24T03:30:00.000Z")
  private static let old = ("a/1", "2026-11-23T03:30:00.000Z")
  private static let missing = HTTPResponse(status: 404, headers: [HTTPHeader("x-amz-request-id", "r")])
  private static let within: [String: Document] = ["newestWithin": "1h", "prefix": "a/"]

  @Test(
    "it is done when all are there and the newest is young enough",
    arguments: [
      ([head(), head()], ["objects": ["x", "y"]], .done(outputs: ["objects": "2"], by: .unknown)),
      ([head(), missing], ["objects": ["x", "y"]], .inProgress("there is no object y in backups")),
      (
        [head("5", "c=")], ["objects": ["x"], "checksums": true], .done(outputs: ["objects": "1"], by: .unknown)
      ),
      ([head()], ["objects": ["x"], "checksums": true], .inProgress("S3 keeps no checksum of object x in backups")),
      ([list(old, fresh)], within, .done(outputs: ["objects": "0", "newest": "a/2"], by: .unknown)),
      (
        [list(old, next: "<NextContinuationToken>n</NextContinuationToken>"), list(fresh)], within,
        .done(outputs: ["objects": "0", "newest": "a/2"], by: .unknown)
      ),
      (
        [list(old)], within,
        .inProgress("the newest object of backups that begins with a/ is 1d12m old, and may be 1h")
      ),
      ([list()], within, .inProgress("bucket backups has no object that begins with a/")),
    ] as [([HTTPResponse], [String: Document], Observation)])
  func seen(answers: [HTTPResponse], with more: [String: Document], is wanted: Observation) async throws {
    let scene = ScriptedCloud(answers.map { .success($0) })
    #expect(try await scene.observe(try Self.effect(more)) == wanted)
    scene.transport.finish()
  }

  @Test("it asks for checksums, which nobody gets who can't decrypt, and for the objects page by page")
  func requests() async throws {
    let scene = ScriptedCloud(
      Self.head(), Self.list(Self.old, next: "<NextContinuationToken>n</NextContinuationToken>"), Self.list(Self.fresh))
    _ = try await scene.observe(try Self.effect(Self.within.merging(["objects": ["d/x y"]]) { $1 }))
    let requests = scene.transport.requests
    #expect(requests.map(\.method) == ["HEAD", "GET", "GET"])
    #expect(requests[0].headers.contains { $0.name == "x-amz-checksum-mode" && $0.value == "ENABLED" })
    #expect(requests[0].url.hasSuffix("/d/x%20y"))
    #expect(requests[1].url.contains("list-type=2") && requests[1].url.contains("prefix=a%2F"))
    #expect(requests[2].url.contains("continuation-token=n"))
  }

  @Test(
    "an answer about anything else, or that makes no sense, proves nothing",
    arguments: [
      (head(nil), ["objects": ["x"]]), (head("long"), ["objects": ["x"]]),
      (list(fresh, bucket: "other"), within), (list(fresh, headers: []), within),
      (list(("b/1", "2026-11-24T03:30:00.000Z")), within), (list(("a/1", "today")), within),
    ] as [(HTTPResponse, [String: Document])])
  func unreadable(answer: HTTPResponse, with more: [String: Document]) async throws {
    let fault = await ScriptedCloud(answer).fault(observing: try Self.effect(more))
    #expect(fault?.code == "s3.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("what may not be read is told")
  func denied() async throws {
    let answer = HTTPResponse(status: 403, headers: [HTTPHeader("x-amz-request-id", "r")])
    let fault = await ScriptedCloud(answer).fault(observing: try Self.effect(["objects": ["x"]]))
    #expect(fault?.isRetriable == false)
    let bad = await ScriptedCloud().fault(observing: try Self.effect(["newestWithin": "soon"]))
    #expect(bad?.code == "action.bad-parameter")
  }

  @Test("in a file: objects, or how old the newest may be")
  func file() {
    func codes(_ with: String) -> [String] { WrittenStep("s3.check", with: with).codes.map(\.rawValue) }
    #expect(codes("{ bucket: backups, objects: [a], checksums: true, newestWithin: 1d, prefix: a }") == [])
    #expect(codes("{ bucket: backups }") == ["key.missing"])
    #expect(codes("{ bucket: backups, objects: [] }") == ["value.item-count"])
    #expect(codes("{ bucket: backups, newestWithin: soon }").count == 1)
    #expect(codes("{ bucket: backups, objects: [a], prefix: a }").count == 1)
  }
}
