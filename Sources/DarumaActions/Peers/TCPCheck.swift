package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `tcp.check`: connects to a host and port until it succeeds. That something listens there says nothing of the data
/// behind it.
package enum TCPCheck: ActionDefinition {
  package static let name: ActionName = "tcp.check"
  package static let about = "Connects to a host and port until something accepts it."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .looks, idempotency: .none, plane: .addresses, outputs: ["host", "port"],
    sentence: "check that {host} accepts connections to port {port}")
  package static let usually = Span.minutes(1)
  package static let undo = Undo.notNeeded

  package static let form = Form<Wanted>.mapping(
    KeyTable(
      title: "the `with` of tcp.check", keys: NamedPeer.keys, rules: NamedPeer.rules + [NamedPeer.ruleOfPort])
  ) { fields in NamedPeer(fields).map { Wanted(peer: $0) } }

  package struct Wanted: ActionWanted {
    var peer: NamedPeer

    package func parameters(in setting: ActionSetting) -> [String: Document] { peer.parameters }
    package var uses: [OutputUse] { peer.uses }
    package func addresses(in setting: ActionSetting) -> [CalledAddress] { peer.addresses(in: setting) }
  }

  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    [try NamedPeer.planned(wanted)]
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let peer = try NamedPeer.peer(wanted, usesTLS: false)
    do throws(TransportError) {
      _ = try await at.tools.connector.connect(to: peer, timeout: NamedPeer.timeout)
    } catch {
      return try NamedPeer.judge(error, peer)
    }
    return .done(outputs: ["host": peer.host, "port": String(peer.port)], by: .unknown)
  }
}
