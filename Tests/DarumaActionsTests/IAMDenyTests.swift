import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import Testing

@Suite("iam.deny")
struct IAMDenyTests {
  private static func effect(_ more: [String: Document] = [:]) throws -> Effect {
    try ScriptedCloud.effect(
      "iam.deny",
      ["role": "writer", "policy": "daruma-fence", "actions": ["*"], "resources": ["*"]].merging(more) { $1 })
  }

  private static let document =
    #"{"Version":"2012-10-17","Statement":[{"Sid":"DarumaFence","Effect":"Deny","Action":["*"],"Resource":["*"]}]}"#

  /// As IAM wraps it.
  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
      let hex = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (hex.count < 2 ? "0" : "") + hex
    }.joined()
  }

  private static func policy(_ text: String, role: String = "writer", name: String = "daruma-fence") -> HTTPResponse {
    .ok(
      "<GetRolePolicyResponse><GetRolePolicyResult><RoleName>\(role)</RoleName><PolicyName>\(name)</PolicyName>"
        + "<PolicyDocument>\(encoded(text))</PolicyDocument></GetRolePolicyResult></GetRolePolicyResponse>")
  }

  private static let none = HTTPResponse.queryError(
    404, "NoSuchEntity", "The role policy with name daruma-fence cannot be found.")
  private static let noRole = HTTPResponse.queryError(
    404, "NoSuchEntity", "The role with name writer cannot be found.")

  @Test("it is done when the policy says just what the plan says")
  func seen() async throws {
    let done = Observation.done(outputs: ["policy": "daruma-fence"], by: .unknown)
    #expect(try await ScriptedCloud(Self.policy(Self.document)).observe(try Self.effect()) == done)
    #expect(try await ScriptedCloud(Self.none).observe(try Self.effect()) == .absent)
    let narrower = Self.document.replacing(#"["*"],"R"#, with: #"["rds:*"],"R"#)
    #expect(try await ScriptedCloud(Self.policy(narrower)).observe(try Self.effect()) == .absent)
    #expect(try await ScriptedCloud(Self.policy(narrower)).observe(try Self.effect(["actions": ["rds:*"]])) == done)
  }

  @Test("a policy of that name that somebody else wrote is left as it is")
  func conflict() async throws {
    let other = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#
    #expect(try await ScriptedCloud(Self.policy(other)).failure(of: try Self.effect())?.code == "iam.policy-taken")
  }

  @Test(
    "an answer about anything else, or that makes no sense, proves nothing",
    arguments: [
      policy(document, role: "reader"), policy(document, name: "other"),
      .ok("<GetRolePolicyResponse><GetRolePolicyResult/></GetRolePolicyResponse>"),
      .ok(
        "<GetRolePolicyResponse><GetRolePolicyResult><RoleName>writer</RoleName><PolicyName>daruma-fence</PolicyName>"
          + "<PolicyDocument>%7</PolicyDocument></GetRolePolicyResult></GetRolePolicyResponse>"),
      .ok(
        "<GetRolePolicyResponse><GetRolePolicyResult><RoleName>writer</RoleName><PolicyName>daruma-fence</PolicyName>"
          + "<PolicyDocument>%FF</PolicyDocument></GetRolePolicyResult></GetRolePolicyResponse>"),
    ] as [HTTPResponse])
  func unreadable(answer: HTTPResponse) async throws {
    let fault = await ScriptedCloud(answer).fault(observing: try Self.effect())
    #expect(fault?.code == "iam.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("no role of that name is told, on the look and on the change")
  func missing() async throws {
    #expect(await ScriptedCloud(Self.noRole).fault(observing: try Self.effect())?.code == "iam.role-missing")
    #expect(await ScriptedCloud(Self.noRole).fault(acting: try Self.effect())?.code == "iam.role-missing")
    let limit = ScriptedCloud(.queryError(409, "LimitExceeded"))
    #expect(await limit.fault(acting: try Self.effect())?.code == "iam.LimitExceeded")
  }

  @Test("one request writes it")
  func request() async throws {
    let scene = ScriptedCloud(.ok("<PutRolePolicyResponse/>"))
    #expect(try await scene.act(try Self.effect(["resources": ["arn:aws:s3:::a\"b/*"]])) == .started)
    #expect(
      Asked(scene.transport.requests[0]).form == [
        "Action": "PutRolePolicy", "Version": "2010-05-08", "RoleName": "writer", "PolicyName": "daruma-fence",
        "PolicyDocument": Self.document.replacing(#""Resource":["*"]"#, with: #""Resource":["arn:aws:s3:::a\"b/*"]"#),
      ])
    #expect(scene.transport.requests[0].url.hasPrefix("https://iam.amazonaws.com"))
  }

  @Test("a parameter of another version that makes no sense changes nothing", arguments: ["role", "policy", "actions"])
  func badParameter(name: String) async throws {
    #expect(await ScriptedCloud().fault(acting: try Self.effect([name: 1]))?.code == "action.bad-parameter")
  }

  @Test("in a file: a role; IAM is needed before the cut-over only where the file says why")
  func file() {
    #expect(WrittenStep("iam.deny", with: "{ role: writer, actions: [\"rds:*\"] }").codes == [])
    #expect(WrittenStep("iam.deny", with: "{ role: writer }", more: "onFailure: continue").codes == [.needsGlobalPlane])
    #expect(
      WrittenStep("iam.deny", with: #"{ role: "arn:aws:iam::012345678901:role/writer" }"#).codes == [.badAWSIdentifier])
    #expect(WrittenStep("iam.deny", with: "{ role: writer, resources: [orders] }").codes == [.badARN])
    #expect(WrittenStep("iam.deny", with: "{ role: writer, actions: [] }").codes == [.itemCount])
    #expect(WrittenStep("iam.deny", with: "{ role: writer, actions: [\"*\"] }").codes == [])
    for action in ["rds", "rds:", ":Put", "a:b:c", "**"] {
      #expect(WrittenStep("iam.deny", with: "{ role: writer, actions: [\"\(action)\"] }").codes == [.badAWSIdentifier])
    }
    #expect(WrittenStep("iam.deny", with: "{}").codes == [.missingKey])
  }
}
