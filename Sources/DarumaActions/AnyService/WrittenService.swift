internal import DarumaAWS
internal import DarumaCatalog
internal import DarumaCore

/// The service of an `aws.call`: one that Daruma knows, by the first label of its host, or one that the file describes.
enum WrittenService: Sendable {
  case known(AWSService)
  case described(Described)

  struct Described: Sendable {
    var host: String
    var signingName: String?
    var protocolWord: String
    var version: String?
    var target: String?
  }

  var service: AWSService {
    switch self {
    case .known(let service): service
    case .described(let described): described.service
    }
  }

  var name: String { service.name }

  /// Whether a partition has it in one place alone.
  var isGlobal: Bool {
    switch service.home {
    case .everyRegion: false
    case .partition, .region: true
    }
  }
}

// MARK: - In an application file

extension WrittenService {
  private static let protocols = ["json-1.0", "json-1.1", "query", "ec2", "rest-json", "rest-xml"]

  private static let host = Key.required(
    "host", label("the first label of the service's host, such as `es`"), "The first label of its host: `es`.")
  private static let signingName = Key.optional(
    "signingName", label("the name that requests are signed for"),
    "The name that requests are signed for; the host's label without it.")
  private static let protocolKey = Key.required(
    "protocol", Form<String>.choice(protocols.map { ($0, $0) }), "How it speaks: \(protocols.joined(separator: ", ")).")
  private static let version = Key.optional(
    "version", Form<String>.text(atMost: 20), "The API's version, which `query` and `ec2` ask for.")
  private static let target = Key.optional(
    "target", label("the word before the operation in X-Amz-Target", marks: "-_."),
    "The word before the operation in `X-Amz-Target`, which the `json` protocols ask for.")

  private static func label(_ what: String, marks: String = "-.") -> Form<String> {
    .awsIdentifier(what, marks: marks, longest: 100, example: "a name such as `es`")
  }

  private static let description = Form<WrittenService>.mapping(
    KeyTable(title: "the description of a service", keys: [host, signingName, protocolKey, version, target])
  ) { fields in
    let (host, signs, word) = (fields.value(host), fields.value(signingName), fields.value(protocolKey))
    let (version, target) = (fields.value(version), fields.value(target))
    guard let host, let word else { return nil }
    if AWSService.known.contains(where: { $0.endpointPrefix == host }) {
      fields.findings.report(
        .keyConflict, at: fields.place(of: Self.host), "Daruma knows \(quoted(host)) by itself, and where it is found",
        remedy: "write `service: \(host)`")
    }
    if word.hasPrefix("json"), target == nil {
      fields.findings.report(
        .missingKey, at: fields.place, "protocol \(word) needs `target`",
        remedy: "add the word before the operation in X-Amz-Target, such as `AWSStepFunctions`")
    }
    if ["query", "ec2"].contains(word), version == nil {
      fields.findings.report(
        .missingKey, at: fields.place, "protocol \(word) needs `version`",
        remedy: "add the API's version in quotes, such as \"2014-10-31\"")
    }
    return .described(
      Described(host: host, signingName: signs, protocolWord: word, version: version, target: target))
  }

  static let form = Form<WrittenService>(
    schema: ["anyOf": [["enum": .strings(AWSService.known.map(\.endpointPrefix).sorted())], description.schema]]
  ) { written, findings in
    guard case .text(let text) = written else { return description.read(written, findings) }
    if let service = AWSService.known.first(where: { $0.endpointPrefix == text.text }) { return .known(service) }
    findings.report(
      .notAChoice, at: text.place, "Daruma does not know the service \(quoted(text.text)) by itself",
      remedy: (NearMiss.of(text.text, among: AWSService.known.map(\.endpointPrefix)).map {
        "did you mean \(quoted($0))? Else "
      }
        ?? "") + "describe it: `{ host: es, protocol: rest-json }`")
    return nil
  }
}

// MARK: - In a request

extension WrittenService {
  var document: Document {
    switch self {
    case .known(let service): .text(service.endpointPrefix)
    case .described(let described):
      .object(
        .parameters([
          Self.host.name: .text(described.host), Self.signingName.name: Document(described.signingName),
          Self.protocolKey.name: .text(described.protocolWord), Self.version.name: Document(described.version),
          Self.target.name: Document(described.target),
        ]))
    }
  }

  static func service(_ arguments: Arguments, _ name: String) throws(CloudFault) -> AWSService {
    guard let document = arguments.document(name) else { throw arguments.fault(name, "is missing") }
    if let text = document.text {
      guard let service = AWSService.known.first(where: { $0.endpointPrefix == text }) else {
        throw arguments.fault(name, "is a service that this version does not know")
      }
      return service
    }
    guard let host = document[host.name]?.text, let word = document[protocolKey.name]?.text else {
      throw arguments.fault(name, "describes no service")
    }
    return Described(
      host: host, signingName: document[signingName.name]?.text, protocolWord: word,
      version: document[version.name]?.text, target: document[target.name]?.text
    ).service
  }
}

extension WrittenService.Described {
  var service: AWSService {
    let spoken: AWSService.WireProtocol =
      switch protocolWord {
      case "json-1.0": .json(version: "1.0", targetPrefix: target ?? "")
      case "json-1.1": .json(version: "1.1", targetPrefix: target ?? "")
      case "ec2": .ec2
      case "rest-json": .restJSON
      case "rest-xml": .restXML
      default: .query
      }
    return AWSService(
      name: host, endpointPrefix: host, signingName: signingName,
      environmentName: host.uppercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined(),
      version: version ?? "", wireProtocol: spoken)
  }
}

extension AWSService {
  /// The code of a fault of this service, as the client tells it.
  func faultCode(_ code: String) -> String { "\(endpointPrefix).\(ErrorMeaning.withoutFault(code))" }
}
