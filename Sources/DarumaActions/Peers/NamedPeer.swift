import DarumaAWS
import DarumaCatalog
import DarumaCore

/// The host and port that a check connects to.
struct NamedPeer: Sendable {
  /// Longest time for one connection.
  static let timeout: Duration = .seconds(10)

  /// Nil: as an earlier step left it.
  private var host: String?
  private var hostPlace: Place
  private var values: [String: Document]
  private var outputs: [OutputUse]

  // MARK: Named in a plan

  private static let mostPort = 65_535
  private static let host = Key.optional(
    "host", Form<String>.host, "The host to connect to: a name, or an address.")
  private static let hostOf = Key.optional(
    "hostOf", LeftOutput.form, "The host, as an earlier step left it: `{ step: ID, output: endpoint }`.")
  private static let port = Key.optional("port", Form<Int>.count(1...mostPort), "The port to connect to.")
  private static let portOf = Key.optional(
    "portOf", LeftOutput.form, "The port, as an earlier step left it: `{ step: ID, output: port }`.")

  static let keys: [any KeyOfTable] = [host, hostOf, port, portOf]
  static let rules: [KeyRule] = [.exactlyOne([host.name, hostOf.name])]
  static let ruleOfPort = KeyRule.exactlyOne([port.name, portOf.name])
  static let ruleOfDefaultPort = KeyRule.excludes(port.name, portOf.name)

  /// - Parameter defaultPort: Where none is written; nil where one must be.
  /// - Returns: nil where a host, or a port that must be, is missing or unusable.
  init?(_ fields: Fields, defaultPort: Int? = nil) {
    let (named, left) = (fields.value(Self.host), fields.value(Self.hostOf))
    let (number, leftNumber) = (fields.value(Self.port), fields.value(Self.portOf))
    guard let itsHost = named.map({ Document.text($0) }) ?? left?.blank else { return nil }
    let isPortGiven = fields.isGiven(Self.port) || fields.isGiven(Self.portOf)
    let written = number.map { Document($0) } ?? leftNumber?.blank
    guard let itsPort = written ?? (isPortGiven ? nil : defaultPort.map { Document($0) }) else { return nil }
    host = named
    hostPlace = fields.place(of: Self.host)
    values = [Self.host.name: itsHost, Self.port.name: itsPort]
    outputs = [
      left.map { $0.use(at: fields.place(of: Self.hostOf)) },
      leftNumber.map { $0.use(at: fields.place(of: Self.portOf)) },
    ].compactMap(\.self)
  }

  var parameters: [String: Document] { values }
  var uses: [OutputUse] { outputs }

  func addresses(in setting: ActionSetting) -> [CalledAddress] {
    guard let host else { return [] }
    let isInPrimary = setting.primary.map { host.isHost(in: $0) } ?? false
    return [CalledAddress(value: host, place: hostPlace, isInPrimary: isInPrimary)]
  }

  // MARK: Carried out

  static func peer(_ arguments: Arguments, usesTLS: Bool) throws(CloudFault) -> Peer {
    let number = try arguments.integer(port.name)
    guard (1...mostPort).contains(number) else { throw arguments.fault(port.name, "is no port") }
    let name = try arguments.text(host.name)
    guard name.isHost else { throw arguments.fault(host.name, "is neither the name nor the address of a host") }
    return Peer(host: name, port: number, usesTLS: usesTLS)
  }

  /// What a dry run shows: an earlier step may not have left its part yet.
  static func planned(_ arguments: Arguments) throws(CloudFault) -> PlannedCall {
    PlannedCall("CONNECT", "\(try arguments.words(host.name)):\(try arguments.words(port.name))", changes: false)
  }

  /// No connection is not yet as wanted, unless it can't be tried at all.
  static func judge(_ error: TransportError, _ peer: Peer) throws(CloudFault) -> Observation {
    switch error.code {
    case .unreachable, .interrupted, .timedOut, .untrusted, .tooLarge:
      return .inProgress("\(peer) is not to be reached: \(error.message)")
    case .invalidRequest:
      throw CloudFault(
        kind: .refused, code: "peer.invalid",
        message: "\(peer) can't be connected to: \(error.message) Correct it in the plan.", isRetriable: false)
    case .cancelled:
      throw CloudFault(
        kind: .unavailable, code: "peer.cancelled", message: "The check of \(peer) was given up.", isRetriable: true)
    }
  }
}

extension String {
  /// A name of one label or more, or an address.
  fileprivate var isHost: Bool { isDNSName || isSingleLabel || isIPv4Address || IPv6Address(self) != nil }

  /// As a network without a domain has it: `db`, `localhost`.
  private var isSingleLabel: Bool {
    (1...63).contains(utf8.count) && utf8.allSatisfy { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") }
      && !utf8.allSatisfy(\.isASCIIDigit)
  }
}

extension Form where Value == String {
  fileprivate static var host: Form {
    .notation(
      .badDNSName, pattern: "^[A-Za-z0-9_.:-]{1,253}$", what: "a host", example: "a name such as `db.example.com`"
    ) { $0.isHost && !$0.hasPrefix("*") }
  }
}
