import DarumaCore
import Foundation
import Testing

@testable import DarumaAWS

/// Against a server that checks signatures: `DARUMA_TEST_MINISTACK` holds the address of a ministack that was
/// started with `AUTH=true` (and `MINISTACK_IMDS_V2_REQUIRED=1`). Left out where it is not set.
@Suite("A server that checks signatures", .enabled(if: SignatureCheckingServer.address != nil))
struct SignatureCheckingServerTests {
  struct Shape: Sendable {
    var service: String
    var method = "GET"
    var target: String
    var headers: [HTTPHeader] = []
    var body = ""
  }

  static let form = HTTPHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
  static let arn = "arn%3Aaws%3Abackup%3Aus-west-2%3A000000000000%3Arecovery-point%3Aabc"

  static func form(_ service: String, _ body: String) -> Shape {
    Shape(service: service, method: "POST", target: "/", headers: [form], body: body)
  }

  static func json(_ service: String, _ target: String, _ version: String = "1.1") -> Shape {
    let headers = [
      HTTPHeader("Content-Type", "application/x-amz-json-\(version)"), HTTPHeader("X-Amz-Target", target),
    ]
    return Shape(service: service, method: "POST", target: "/", headers: headers, body: "{}")
  }

  /// Every protocol, and every shape of path and query that a signer can get wrong.
  static let shapes = [
    form("rds", "Action=DescribeDBInstances&Version=2014-10-31"),
    form("sts", "Action=GetCallerIdentity&Version=2011-06-15"),
    form("sns", "Action=ListTopics&Version=2010-03-31"),
    form("cloudformation", "Action=DescribeStacks&Version=2010-05-15"),
    form("ec2", "Action=DescribeSnapshots&Version=2016-11-15&Owner.1=self"),
    form("elasticache", "Action=DescribeReplicationGroups&Version=2015-02-02"),
    json("ecs", "AmazonEC2ContainerServiceV20141113.ListClusters"), json("kms", "TrentService.ListKeys"),
    json("dynamodb", "DynamoDB_20120810.ListTables", "1.0"),
    Shape(service: "route53", target: "/2013-04-01/hostedzone"),
    Shape(service: "elasticfilesystem", target: "/2015-02-01/file-systems?MaxItems=5&CreationToken=x"),
    Shape(
      service: "elasticfilesystem", target: "/2015-02-01/file-systems?CreationToken=a%20b%2Fc&MaxItems=5"),
    Shape(service: "lambda", target: "/2015-03-31/functions"),
    Shape(
      service: "lambda", target: "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-west-2%3A1%3Afunction%3Af"),
    Shape(service: "backup", target: "/backup-vaults/v1"),
    Shape(service: "backup", target: "/backup-vaults/v1/recovery-points/\(arn)"),
    Shape(
      service: "backup", target: "/resources/\(arn)/recovery-points/?maxResults=1&managedByAWSBackupOnly"),
    Shape(service: "s3", method: "PUT", target: "/daruma-signing"),
    Shape(service: "s3", method: "PUT", target: "/daruma-signing/a%20b/%C3%BC%2Bc//d", body: "body"),
    Shape(service: "s3", target: "/daruma-signing/a%20b/%C3%BC%2Bc//d"),
    Shape(service: "s3", target: "/daruma-signing?versioning"),
    Shape(service: "s3", target: "/daruma-signing?prefix=a%20b&list-type=2"),
  ]

  static func send(
    _ shape: Shape, to server: SignatureCheckingServer, with credentials: AWSCredentials
  ) async throws -> HTTPResponse {
    let request = HTTPRequest(
      method: shape.method, url: server.address + shape.target, headers: shape.headers,
      body: Array(shape.body.utf8))
    let scope = SigningScope(service: shape.service, region: "us-west-2")
    let signed = try SigV4Signer(scope: scope).sign(
      request, with: credentials, at: SignatureCheckingServer.now())
    return try await server.transport.send(signed)
  }

  /// Whether the answer is about the signature, and not about what was asked.
  static func refusesSignature(_ answer: HTTPResponse) -> Bool {
    let text = String(decoding: answer.body, as: UTF8.self)
    return (400...403).contains(answer.status)
      && ["SignatureDoesNotMatch", "InvalidSignatureException", "AuthFailure"].contains { text.contains($0) }
  }

  @Test("every shape is accepted with the right secret and refused with a wrong one")
  func shapes() async throws {
    try await SignatureCheckingServer.with { server in
      for shape in Self.shapes {
        let name = "\(shape.service) \(shape.method) \(shape.target) \(shape.body)"
        let right = try await Self.send(shape, to: server, with: server.user)
        let said = "HTTP \(right.status) \(String(decoding: right.body.prefix(300), as: UTF8.self))"
        #expect(
          !Self.refusesSignature(right) && right.status != 403 && right.status < 500, "\(name): \(said)")
        var wrong = server.user
        wrong.secretAccessKey += "x"
        #expect(Self.refusesSignature(try await Self.send(shape, to: server, with: wrong)), "\(name)")
      }
    }
  }

  @Test("the session of an assumed role is accepted, with its token only")
  func session() async throws {
    try await SignatureCheckingServer.with { server in
      let role = try await server.makeRole()
      let session = try await server.tokenService.assume(
        RoleRequest(roleARN: role), with: server.user, in: "us-west-2", for: .profile("test"),
        now: { SignatureCheckingServer.now() })
      let shape = Self.form("sts", "Action=GetCallerIdentity&Version=2011-06-15")
      let answer = try await Self.send(shape, to: server, with: session)
      #expect(answer.status == 200)
      #expect(String(decoding: answer.body, as: UTF8.self).contains("assumed-role"))
      var without = session
      without.sessionToken = nil
      let refused = try await Self.send(shape, to: server, with: without)
      #expect(refused.status == 403)
    }
  }

  @Test("its instance metadata gives credentials, by version 2")
  func instanceMetadata() async throws {
    try await SignatureCheckingServer.with { server in
      let surroundings = CredentialSurroundings.real(
        variables: ["AWS_EC2_METADATA_SERVICE_ENDPOINT": server.address],
        now: { SignatureCheckingServer.now() })
      let credentials = try await InstanceMetadataCredentials(surroundings, server.transport).credentials()
      #expect(credentials.accessKeyID.hasPrefix("ASIA"))
      #expect(credentials.expiresAt.map { $0 > SignatureCheckingServer.now() } == true)
    }
  }
}

/// The server, and a user of it whose key was just made: the keys that it knows from the start are not
/// checked.
struct SignatureCheckingServer: Sendable {
  static let address = ProcessInfo.processInfo.environment["DARUMA_TEST_MINISTACK"]

  struct Unexpected: Error { var answer: String }

  let address: String
  let transport: CurlTransport
  let user: AWSCredentials

  var tokenService: TokenService {
    TokenService(transport: transport, endpoints: EndpointResolver(EndpointSettings(url: address)))
  }

  static func now() -> Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

  private static let root = AWSCredentials(accessKeyID: "test", secretAccessKey: "test", source: .explicit)
  private static let everything =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#
  private static let anyone =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","#
    + #""Principal":{"AWS":"*"}}]}"#

  static func with(_ body: (SignatureCheckingServer) async throws -> Void) async throws {
    guard let address else { return }
    let transport = try CurlTransport(CurlConfiguration(version: "0.test"))
    do {
      try await body(SignatureCheckingServer(address: address, transport: transport))
    } catch {
      await transport.shutdown()
      throw error
    }
    await transport.shutdown()
  }

  private init(address: String, transport: CurlTransport) async throws {
    let name = "daruma-\(UUID())"
    self.address = address
    self.transport = transport
    _ = try await Self.iam("CreateUser", ["UserName": name], address, transport)
    let policy = ["UserName": name, "PolicyName": "all", "PolicyDocument": Self.everything]
    _ = try await Self.iam("PutUserPolicy", policy, address, transport)
    let answer = try await Self.iam("CreateAccessKey", ["UserName": name], address, transport)
    let key = try answer.required("CreateAccessKeyResult").required("AccessKey")
    user = AWSCredentials(
      accessKeyID: try key.requiredText("AccessKeyId"),
      secretAccessKey: try key.requiredText("SecretAccessKey"), source: .explicit)
  }

  /// - Returns: the ARN of a new role that everyone may take.
  func makeRole() async throws -> String {
    let parameters = ["RoleName": "daruma-\(UUID())", "AssumeRolePolicyDocument": Self.anyone]
    let answer = try await Self.iam("CreateRole", parameters, address, transport)
    return try answer.required("CreateRoleResult").required("Role").requiredText("Arn")
  }

  private static func iam(
    _ action: String, _ parameters: [String: String], _ address: String, _ transport: CurlTransport
  ) async throws -> XMLTree {
    var form = QueryParameters()
    form.add("Action", action)
    form.add("Version", "2010-05-08")
    for (name, value) in parameters { form.add(name, value) }
    let request = HTTPRequest(
      method: "POST", url: address + "/", headers: [SignatureCheckingServerTests.form],
      body: Array(form.encoded.utf8))
    let signer = SigV4Signer(scope: SigningScope(service: "iam", region: "us-east-1"))
    let answer = try await transport.send(try signer.sign(request, with: root, at: now()))
    guard answer.status == 200 else { throw Unexpected(answer: String(decoding: answer.body, as: UTF8.self)) }
    return try XMLTree(parsing: answer.body)
  }
}
