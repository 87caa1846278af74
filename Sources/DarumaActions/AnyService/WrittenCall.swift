internal import DarumaAWS
internal import DarumaCatalog
internal import DarumaCore

/// One call of an `aws.call`.
struct WrittenCall: Sendable {
  var operation: String
  /// Method and path with members in braces; for the REST protocols.
  var http: Located<RESTLine>?
  var input: Template
  /// The member that gets a token which is the same in every try of one attempt.
  var token: String?
  var permission: String?
  var place: Place

  /// Reports what its service's protocol asks for.
  ///
  /// - Parameter isLook: Whether it must change nothing: in the REST protocols the method says that, and no name.
  func check(as service: WrittenService, isLook: Bool, _ findings: Findings) {
    if isLook, let http, !["GET", "HEAD"].contains(http.value.method) {
      findings.report(
        .notAChoice, at: http.place, "a look by \(http.value.method) may change something",
        remedy: "look with GET or HEAD, and put what changes into `change`")
    }
    if [.query, .ec2].contains(service.service.wireProtocol), case .object(let members) = input.document,
      let name = members.keys.sorted().first(where: { ["action", "version"].contains($0.lowercased()) })
    {
      findings.report(
        .keyConflict, at: place, "\(quoted(name)) in the input would name another operation than \(operation)",
        remedy: "remove it: `operation` names the operation, and the service its version")
    }
    if isLook, Self.tellsSecrets(operation) {
      findings.report(
        .notAChoice, at: place,
        "\(operation) answers with a secret, and what is looked at stands in logs and the journal",
        remedy: "let what needs the secret read it by itself")
    }
    if let name = input.secretMember {
      findings.report(
        .keyConflict, at: place, "\(quoted(name)) is a secret, and what is sent stands in the journal",
        remedy: "let AWS keep it (`ManageMasterUserPassword`, a secret's ARN), or change it outside of a plan")
    }
    let isREST = [.restJSON, .restXML].contains(service.service.wireProtocol)
    if isREST, http == nil {
      findings.report(
        .missingKey, at: place, "\(service.name) speaks a REST protocol, and nothing says where \(operation) is",
        remedy: "add `http:` with method and path, such as \"GET /backup-vaults/{BackupVaultName}\"")
    }
    if isREST, let http { checkPath(http, findings) }
    if !isREST, let http {
      findings.report(
        .keyConflict, at: http.place, "\(service.name) speaks no REST protocol", remedy: "remove `http`")
    }
  }
}

extension WrittenCall {
  /// Each member in the path has one value in the input that can stand in an address.
  private func checkPath(_ http: Located<RESTLine>, _ findings: Findings) {
    for member in http.value.pathMembers where member != token && !input.document[member].fitsAPath {
      findings.report(
        .missingKey, at: http.place,
        "the path needs \(quoted(member)), and the input has \(input.document[member] == nil ? "none" : "no plain text there")",
        remedy: "add \(quoted(member)) to `input`")
    }
  }
}

extension Document? {
  fileprivate var fitsAPath: Bool {
    switch self {
    case nil, .null, .list: false
    case .text(let text): !text.isEmpty
    case .bool, .integer, .decimal: true
    // What an earlier step leaves, and the like.
    case .object(let members): members.count == 1 && members.keys.first?.first == "$"
    }
  }
}

// MARK: - Secrets

extension WrittenCall {
  /// Operations whose names say only that they get something, and that give out what signs in.
  private static func tellsSecrets(_ operation: String) -> Bool {
    ["Secret", "Password", "Token", "Credential", "Decrypt", "PrivateKey"].contains { word in
      operation.contains(word) && !operation.hasPrefix("List") && !operation.hasPrefix("Describe")
    }
  }
}

extension Template {
  /// The name of a member, at any depth, that holds a secret, or asks for one in clear; nil where there is none.
  fileprivate var secretMember: String? { Self.secretMember(of: document) }

  private static func secretMember(of document: Document) -> String? {
    switch document {
    case .null, .bool, .integer, .decimal, .text: return nil
    case .list(let items): return items.lazy.compactMap(secretMember(of:)).first
    case .object(let members):
      return members.keys.sorted().lazy.compactMap { name in
        isSecret(name, members[name]) ? name : members[name].flatMap { secretMember(of: $0) }
      }.first
    }
  }

  private static func isSecret(_ name: String, _ value: Document?) -> Bool {
    let small = name.lowercased()
    if small == "withdecryption" { return value?.bool == true }
    let isText = value?.text != nil && value?.bool == nil
    return isText
      && ["password", "secretstring", "secretbinary", "secretaccesskey", "authtoken", "privatekey"].contains {
        small.hasSuffix($0)
      }
  }
}

// MARK: - In an application file

extension WrittenCall {
  private static let operationKey = Key.required(
    "operation",
    Form<String>.awsIdentifier(
      "the name of an operation", marks: "", longest: 100, example: "a name such as `DescribeDomain`"),
    "The operation, as the service's API reference calls it.")
  private static let http = Key.optional(
    "http", line.located,
    "Method and path of a REST service, with members of the input in braces: \"GET /vaults/{Name}\".")
  private static let input = Key.optional(
    "input", Form<Template>.template,
    "What is sent, as the API reference calls it; `${STEP.OUTPUT}` is what an earlier step left. It stands in the journal: "
      + "name secrets, and write none.")
  private static let token = Key.optional(
    "token",
    Form<String>.awsIdentifier("the name of a member", longest: 100, example: "a name such as `clientToken`"),
    "The member of the input that takes a token, which is the same in every repeat.")
  private static let permission = Key.optional(
    "permission",
    Form<String>.iamAction(isPattern: false, example: "an action such as `backup:StartRestoreJob`"),
    "The action that IAM must allow, where it is not the service's word and the operation's name.")

  /// One that only reads: what is sent twice must change nothing, so its name begins as those do.
  static let form = Form<WrittenCall>.mapping(
    KeyTable(title: "a call that looks", keys: [operationKey, http, input, permission])
  ) { fields in
    let operation = fields.value(operationKey)
    let (line, input, permission) = (fields.value(http), fields.value(input), fields.value(permission))
    guard let operation else { return nil }
    guard readingWords.contains(where: { isWord($0, atBeginningOf: operation) }) else {
      fields.findings.report(
        .notAChoice, at: fields.place(of: operationKey), "\(quoted(operation)) is not known to change nothing",
        remedy: "look with an operation that begins with \(alternatives(readingWords))")
      return nil
    }
    return WrittenCall(
      operation: operation, http: line, input: input ?? Template(), permission: permission, place: fields.place)
  }

  /// By which AWS names operations that change nothing. (`Test…`, `Check…` and others name some that do:
  /// `TestFailover`, `CheckoutLicense`.)
  private static let readingWords = [
    "Describe", "Get", "List", "Head", "Search", "Lookup", "BatchGet", "Query", "Scan",
  ]

  /// Whether the whole word stands there: `Listen…` does not begin with `List`.
  private static func isWord(_ word: String, atBeginningOf operation: String) -> Bool {
    guard operation.hasPrefix(word) else { return false }
    return operation.dropFirst(word.count).first.map { $0.isUppercase || $0.isNumber } ?? true
  }

  static let changingForm = Form<WrittenCall>.mapping(
    KeyTable(title: "a call that changes", keys: [operationKey, http, input, token, permission])
  ) { fields in
    let operation = fields.value(operationKey)
    let (line, input) = (fields.value(http), fields.value(input))
    let (token, permission) = (fields.value(token), fields.value(permission))
    guard let operation else { return nil }
    return WrittenCall(
      operation: operation, http: line, input: input ?? Template(), token: token, permission: permission,
      place: fields.place)
  }

  private static let line = Form<RESTLine>.scalar(
    schema: ["type": "string", "pattern": "^(DELETE|GET|HEAD|PATCH|POST|PUT) /"],
    wanted: "a method and a path, such as \"GET /vaults/{Name}\""
  ) { written, findings in
    do throws(WireFormatError) {
      return try RESTLine(written.text)
    } catch {
      findings.report(
        .badExpression, at: written.place, error.reason, remedy: "write method and path: \"GET /vaults/{Name}\"")
      return nil
    }
  }
}

// MARK: - In a request

extension WrittenCall {
  var document: Document {
    .object(
      .parameters([
        Self.operationKey.name: .text(operation), Self.http.name: Document(http?.value.text),
        Self.input.name: input.document, Self.token.name: Document(token),
        Self.permission.name: Document(permission),
      ]))
  }

  /// The call in a request, and the member that gets a token; nil where there is none.
  static func call(
    _ arguments: Arguments, _ name: String, of service: AWSService, isChange: Bool
  ) throws(CloudFault) -> (call: AWSCall, token: String?)? {
    guard let document = arguments.document(name) else { return nil }
    guard let operation = document[operationKey.name]?.text else { throw arguments.fault(name, "names no operation") }
    var binding: RESTBinding?
    if let text = document[http.name]?.text {
      do throws(WireFormatError) {
        binding = RESTBinding(try RESTLine(text))
      } catch {
        throw arguments.fault(name, "has a line that can't be read: \(error.reason)")
      }
    }
    let token = document[token.name]?.text
    let call = AWSCall(
      service, operation, isChange ? (token == nil ? .setsAbsolute : .createsNamed) : .reads,
      document[input.name] ?? .object([:]), rest: binding, permission: document[permission.name]?.text)
    return (call, token)
  }
}
