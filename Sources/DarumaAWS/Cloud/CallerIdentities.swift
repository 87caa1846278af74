package import DarumaCore

/// Asks STS whose the credentials are. An access key belongs to one account for ever: what is once known of it holds
/// while STS is out of reach.
package actor CallerIdentities: CallerSource {
  /// How long an answer that is as hoped for is not asked for again.
  package static let goodFor = Duration.seconds(15 * 60)

  /// How long any answer is not asked for again: many applications ask one after the other.
  package static let freshFor = Duration.seconds(5)

  /// How often one question is begun anew because the credentials were renewed under it.
  static let mostRenewals = 3

  private struct Answer {
    var regions: [Region]
    var caller: Caller
    var at: Duration
  }

  private struct Known {
    var key: String
    var caller: Caller
    var askedAt: Duration
  }

  private let client: AWSClient
  private let credentials: RefreshingCredentials
  private let pacing: Pacing
  private var known: Known?
  private var last: Answer?

  /// - Parameter client: one that signs with `credentials`.
  package init(client: AWSClient, credentials: RefreshingCredentials, pacing: Pacing = .real()) {
    self.client = client
    self.credentials = credentials
    self.pacing = pacing
  }

  package func caller(in regions: [Region], wanting wanted: Account) async -> Caller {
    if let last, last.regions == regions, pacing.elapsed() - last.at < Self.freshFor {
      var isOfToday = known == nil
      if !isOfToday { isOfToday = await isAsked() }
      if isOfToday { return last.caller }
    }
    let caller = await newest(in: regions, wanting: wanted)
    last = Answer(regions: regions, caller: caller, at: pacing.elapsed())
    return caller
  }

  private func newest(in regions: [Region], wanting wanted: Account) async -> Caller {
    if let known, known.caller.account != wanted { _ = await credentials.renew() }
    for _ in 1...Self.mostRenewals {
      let key: String
      do throws(CredentialError) {
        key = try await credentials.credentials().accessKeyID
      } catch {
        known = nil
        return Caller(error.code == .unavailable ? .unreachable : .unusable, reason: error.description)
      }
      if let known, known.key == key, known.caller.account == wanted, pacing.elapsed() - known.askedAt < Self.goodFor {
        return known.caller
      }
      if let caller = await ask(regions, with: key) { return caller }
    }
    known = nil
    return Caller(.unreachable, reason: "The credentials were renewed each time that STS was asked whose they are.")
  }

  package func checkedKey(of account: Account) async -> CheckedKey? {
    guard let key = await keyAtHand(), let known, known.key == key, known.caller.account == account else { return nil }
    return CheckedKey(key)
  }

  private func isAsked() async -> Bool {
    guard let key = await keyAtHand() else { return false }
    return known?.key == key
  }

  private func keyAtHand() async -> String? { try? await credentials.credentials().accessKeyID }

  /// Nil where the credentials became others meanwhile: what STS says would be of those.
  private func ask(_ regions: [Region], with key: String) async -> Caller? {
    var refusal: CloudFault?
    var silence: CloudFault?
    for region in regions {
      do throws(CloudFault) {
        let answer = try await CheckedKey.bind(CheckedKey(key)) { () async throws(CloudFault) in
          try await client.send(GetCallerIdentity(), in: region)
        }
        let caller = Caller(account: answer.account, arn: answer.arn)
        known = Known(key: key, caller: caller, askedAt: pacing.elapsed())
        return caller
      } catch {
        if error.code == CloudFault.credentialsChangedCode { return nil }
        // An address of ours that can't be used says nothing of the credentials.
        if error.kind == .refused, !error.code.hasPrefix("endpoint.") {
          refusal = refusal ?? error
        } else {
          silence = silence ?? error
        }
      }
    }
    if let refusal {
      known = nil
      return Caller(.unusable, reason: refusal.message)
    }
    if let known, known.key == key { return known.caller }
    known = nil
    return Caller(.unreachable, reason: silence?.message ?? "no region is named")
  }
}
