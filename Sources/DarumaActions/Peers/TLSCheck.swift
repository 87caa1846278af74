package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `tls.check`: shakes hands with a host until it shows a certificate that is trusted, is made out for it, and holds long
/// enough. Services that speak in the clear first (STARTTLS, PostgreSQL) can't be checked so.
package enum TLSCheck: ActionDefinition {
  package static let name: ActionName = "tls.check"
  package static let about = "Checks that a host shows a trusted certificate that holds long enough."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .looks, idempotency: .none, plane: .addresses, outputs: ["daysLeft", "expiresAt"],
    sentence: "check that the certificate of {host}, port {port}, holds for {daysLeft} days")
  package static let usually = Span.minutes(1)
  package static let undo = Undo.notNeeded
}

// MARK: - In an application file

extension TLSCheck {
  private static let defaultPort = 443
  private static let defaultDays = 14
  private static let mostDays = 3650

  private static let daysLeft = Key.optional(
    "daysLeft", Form<Int>.count(0...mostDays),
    "How many days it must hold beyond the step's own time; \(defaultDays) without it.")

  package static let form = Form<Wanted>.mapping(
    KeyTable(
      title: "the `with` of tls.check", keys: NamedPeer.keys + [daysLeft],
      rules: NamedPeer.rules + [NamedPeer.ruleOfDefaultPort])
  ) { fields in
    let (peer, days) = (NamedPeer(fields, defaultPort: defaultPort), fields.value(daysLeft))
    return peer.map { Wanted(peer: $0, daysLeft: days ?? defaultDays) }
  }

  package struct Wanted: ActionWanted {
    var peer: NamedPeer
    var daysLeft: Int

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      peer.parameters.merging([TLSCheck.daysLeft.name: Document(daysLeft)]) { $1 }
    }
    package var uses: [OutputUse] { peer.uses }
    package func addresses(in setting: ActionSetting) -> [CalledAddress] { peer.addresses(in: setting) }
  }
}

// MARK: - Carried out

extension TLSCheck {
  private static let day: Int64 = 86_400_000

  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    [try NamedPeer.planned(wanted)]
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let peer = try NamedPeer.peer(wanted, usesTLS: true)
    let days = try wanted.integer(daysLeft.name)
    let shown: PeerCertificate?
    do throws(TransportError) {
      shown = try await at.tools.connector.connect(to: peer, timeout: NamedPeer.timeout)
    } catch {
      return try NamedPeer.judge(error, peer)
    }
    guard let expiry = shown?.expiresAt else { return .inProgress("\(peer) shows no certificate") }
    // The attempt's end is a time that the journal has, and no check ends later.
    let left = (expiry - at.effect.deadline).milliseconds / day
    guard expiry >= at.effect.deadline, left >= Int64(days) else {
      return .inProgress("the certificate of \(peer) ends at \(expiry), and has to hold for \(days) days")
    }
    return .done(outputs: ["daysLeft": String(left), "expiresAt": "\(expiry)"], by: .unknown)
  }
}
