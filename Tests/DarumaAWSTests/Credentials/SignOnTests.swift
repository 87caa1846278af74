import DarumaCore
import Foundation
import Testing

@testable import DarumaAWS

@Suite("A profile of IAM Identity Center, or of a program")
struct SignOnTests {
  private static let session = """
    [default]
    sso_session = my-sso
    sso_account_id = 123456789012
    sso_role_name = daruma
    [sso-session my-sso]
    sso_region = us-west-2
    sso_start_url = https://my-sso.awsapps.com/start
    """
  private static let legacy = """
    [default]
    sso_start_url = https://my-sso.awsapps.com/start
    sso_region = us-west-2
    sso_account_id = 123456789012
    sso_role_name = daruma
    """
  /// SHA-1 of the session's name, and of the start URL: `printf my-sso | sha1sum`.
  private static let sessionFile = "/home/d/.aws/sso/cache/0ad374308c5a4e22f723adf10145eafad7c4031c.json"
  private static let token = #"{"startUrl":"x","region":"us-west-2","accessToken":"aoaAAAA","expiresAt":"EXPIRES"}"#

  private static func machine(_ config: String, token path: String? = nil, expires: String = "2027-01-15T12:00:00Z")
    -> FakeMachine
  {
    var files = ["/home/d/.aws/config": config]
    if let path {
      files[path] = token.split(separator: "EXPIRES", omittingEmptySubsequences: false).joined(separator: expires)
    }
    return FakeMachine(["HOME": "/home/d"], files: files)
  }

  private static func portal(_ status: Int = 200) -> FakeNetwork {
    FakeNetwork([
      "portal.sso.us-west-2.amazonaws.com": { request, url in
        guard status == 200, request.header("x-amz-sso_bearer_token") == "aoaAAAA" else {
          return HTTPResponse(
            status: 401, headers: [HTTPHeader("x-amzn-ErrorType", "UnauthorizedException")],
            body: Array(#"{"message":"Session token not found or invalid"}"#.utf8))
        }
        guard url.path == "/federation/credentials", request.header("Authorization") == nil,
          request.url.contains("role_name=daruma"), request.url.contains("account_id=123456789012")
        else { return HTTPResponse(400, "") }
        return HTTPResponse(
          200,
          #"{"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"s","sessionToken":"t","#
            + #""expiration":1800003600000}}"#)
      }
    ])
  }

  private static func outcome(
    _ machine: FakeMachine, _ network: FakeNetwork = FakeNetwork()
  ) async -> Result<AWSCredentials, CredentialError> {
    await ProfileCredentials(
      machine.surroundings, .faked(network), CredentialRegion(configured: nil, machine.surroundings), named: [:]
    ).outcome()
  }

  @Test("the token of a sign-in is exchanged for the role's credentials")
  func signedIn() async throws {
    let credentials = try #require(
      await Self.outcome(Self.machine(Self.session, token: Self.sessionFile), Self.portal()).success)
    #expect(credentials.accessKeyID == "ASIASSO" && credentials.sessionToken == "t")
    #expect(credentials.expiresAt == Instant(milliseconds: 1_800_003_600_000))
  }

  @Test("a profile without a session names the token's file by its start URL")
  func legacyProfile() async throws {
    let path = try #require(await Self.outcome(Self.machine(Self.legacy)).failure?.description)
      .split(separator: "(").last?.split(separator: " ").first.map { String($0) }
    #expect(path?.hasPrefix("/home/d/.aws/sso/cache/") == true && path != Self.sessionFile)
    let machine = Self.machine(Self.legacy, token: path)
    #expect(await Self.outcome(machine, Self.portal()).success?.accessKeyID == "ASIASSO")
  }

  @Test("nobody has signed in, it is over, or the portal does not take it: the command to type is said")
  func notSignedIn() async {
    let missing = await Self.outcome(Self.machine(Self.session)).failure
    #expect(missing?.code == .expired && missing?.description.contains("aws sso login") == true)
    let over = await Self.outcome(
      Self.machine(Self.session, token: Self.sessionFile, expires: "2027-01-15T07:00:00UTC")
    ).failure
    #expect(over?.code == .expired && over?.description.contains("aws sso login") == true)
    let refused = await Self.outcome(Self.machine(Self.session, token: Self.sessionFile), Self.portal(401)).failure
    #expect(refused?.code == .refused && refused?.description.contains("aoaAAAA") == false)
  }

  @Test("a program is run without a shell, and its document is read")
  func program() async throws {
    let machine = Self.machine(#"[default]\#ncredential_process = /opt/my\ tool --role "a b" 'c "d"'"#)
    machine.print(
      .printed(
        Array(
          #"{"Version":1,"AccessKeyId":"ASIAP","SecretAccessKey":"s","SessionToken":"t","#.utf8)
          + Array(#""Expiration":"2027-01-15T12:00:00Z"}"#.utf8)))
    let credentials = try #require(await Self.outcome(machine).success)
    #expect(credentials.accessKeyID == "ASIAP" && credentials.expiresAt != nil)
    #expect(machine.programs == [["/opt/my tool", "--role", "a b", #"c "d""#]])
  }

  @Test(
    "what a program prints wrongly is named, and never shown",
    arguments: [
      ("SECRET", .malformed), (#"{"Version":2,"AccessKeyId":"A","SecretAccessKey":"SECRET"}"#, .unsupported),
      (#"{"Version":1,"AccessKeyId":"","SecretAccessKey":"SECRET"}"#, .malformed),
      (#"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"SECRET","Expiration":"soon"}"#, .malformed),
    ] as [(String, CredentialError.Code)])
  func wrongOutput(output: String, code: CredentialError.Code) async {
    let machine = Self.machine("[default]\ncredential_process = tool")
    machine.print(.printed(Array(output.utf8)))
    let error = await Self.outcome(machine).failure
    #expect(error?.code == code && error?.description.contains("SECRET") == false)
  }

  @Test("a real program: what it prints, how it ends, and one that does not exist")
  func realProgram() async {
    #expect(await ProgramRun.run(["printf", "%s", "a b"]) == .printed(Array("a b".utf8)))
    #expect(await ProgramRun.run(["false"]) == .failed(reason: "false ended with status 1"))
    #expect(
      await ProgramRun.run(["/nowhere/tool"]) == .failed(reason: "/nowhere/tool is not found, or is no program"))
  }

  @Test("a program that closes its output and goes on is ended in time, with all that it has started")
  func goesOn() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("daruma-program-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("pid").path
    // The child is told by its number: it must be gone as well.
    let script = "sleep 1000 >&- & echo $! > '\(file)'; exec >&-; wait"
    let outcome = await ProgramRun.run(["sh", "-c", script], longest: .milliseconds(500))
    #expect(outcome == .failed(reason: "sh did not end within 0.5 seconds, or printed more than 65536 bytes"))
    let child = try #require(Int32(String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .newlines)))
    #expect(await Self.isGone(child))
    #expect(await ProgramRun.run(["sh", "-c", "kill -9 $$"]) == .failed(reason: "sh was ended by signal 9"))
  }

  /// Whether a process has ended; one that nobody has taken away yet has.
  private static func isGone(_ process: Int32) async -> Bool {
    for _ in 1...1000 {
      let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
      guard let status, status.split(separator: ")").last?.hasPrefix(" Z") != true else { return true }
      await Task.yield()
    }
    return false
  }

  @Test("an end that is no time is refused by name", arguments: [Int64.min, .max, -62_167_219_200_001])
  func noTime(expiration: Int64) async {
    let network = FakeNetwork([
      "portal.sso.us-west-2.amazonaws.com": { _, _ in
        HTTPResponse(
          200,
          #"{"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"s","sessionToken":"t","#
            + #""expiration":\#(expiration)}}"#)
      }
    ])
    let outcome = await Self.outcome(Self.machine(Self.session, token: Self.sessionFile), network)
    guard case .failure(let error) = outcome else {
      Issue.record("\(expiration) was taken for a time")
      return
    }
    #expect(error.code == .malformed && error.description.contains("expire at \(expiration) ms, which is no time"))
  }
}
