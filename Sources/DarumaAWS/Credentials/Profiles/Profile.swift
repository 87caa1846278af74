import DarumaCore

/// What one profile says about credentials.
struct Profile: Sendable, Equatable {
  /// Where its credentials come from, in the order in which AWS's tools look.
  enum Kind: Equatable {
    case role(RoleRequest, base: RoleBase)
    case keys(id: String, secret: String, token: String?)
    case signOn(SignOn)
    /// A program that prints them, by its words.
    case process([String])
    /// Says nothing about credentials.
    case none
  }

  /// Whose credentials are exchanged for the role.
  enum RoleBase: Equatable {
    case profile(String)
    /// `Environment`, `EcsContainer` or `Ec2InstanceMetadata`.
    case named(String)
    case webIdentity(tokenFile: String)
  }

  var name: String
  var settings: ProfileFile.Settings
  /// The sessions that it can name.
  var sessions: [String: ProfileFile.Settings] = [:]

  var source: CredentialSource { .profile(name) }
  var region: String? { setting("region") }

  /// - Throws: ``CredentialError`` for what is incomplete, contradictory or not supported.
  func kind() throws(CredentialError) -> Kind {
    if let roleARN = setting("role_arn") { return .role(try role(roleARN), base: try roleBase()) }
    if let keys = try keys() { return keys }
    if let signOn = try signOn() { return .signOn(signOn) }
    if let line = setting("credential_process") {
      guard let words = CredentialProcess.words(line), !words.isEmpty else {
        throw CredentialError(.malformed, source, "its credential_process is no command: a quote does not end")
      }
      return .process(words)
    }
    guard setting("login_session") == nil else {
      throw CredentialError(
        .unsupported, source,
        "it uses login_session (console sign-in), which Daruma does not support: use a role, keys or a web identity")
    }
    return .none
  }

  /// Nil where it says nothing of IAM Identity Center.
  private func signOn() throws(CredentialError) -> SignOn? {
    let names = ["sso_session", "sso_start_url", "sso_account_id", "sso_role_name"]
    guard names.contains(where: { setting($0) != nil }) else { return nil }
    func required(_ name: String, in settings: ProfileFile.Settings, _ place: String) throws(CredentialError) -> String
    {
      guard let value = settings[name], !value.isEmpty else {
        throw CredentialError(.incomplete, source, "\(place) has no \(name)")
      }
      return value
    }
    let account = try required("sso_account_id", in: settings, "it")
    let role = try required("sso_role_name", in: settings, "it")
    guard let name = setting("sso_session") else {
      return SignOn(
        cacheKey: try required("sso_start_url", in: settings, "it"),
        region: Region(try required("sso_region", in: settings, "it")), account: account, role: role)
    }
    guard let session = sessions[name] else {
      throw CredentialError(.incomplete, source, "its sso_session '\(name)' does not exist")
    }
    return SignOn(
      cacheKey: name, region: Region(try required("sso_region", in: session, "its sso_session '\(name)'")),
      account: account, role: role)
  }

  /// Its own static keys; nil where it has none.
  func keys() throws(CredentialError) -> Kind? {
    switch (setting("aws_access_key_id"), setting("aws_secret_access_key")) {
    case (nil, nil): return nil
    case (nil, _): throw CredentialError(.incomplete, source, "it has no aws_access_key_id")
    case (_, nil): throw CredentialError(.incomplete, source, "it has no aws_secret_access_key")
    case (let id?, let secret?): return .keys(id: id, secret: secret, token: setting("aws_session_token"))
    }
  }

  private func role(_ roleARN: String) throws(CredentialError) -> RoleRequest {
    guard setting("mfa_serial") == nil else {
      throw CredentialError(.unsupported, source, "its role asks for a one-time password (mfa_serial)")
    }
    var duration: Int?
    if let text = setting("duration_seconds") {
      duration = Int(text)
      guard duration != nil else {
        throw CredentialError(.malformed, source, "duration_seconds is '\(text)', not a number")
      }
    }
    return RoleRequest(
      roleARN: roleARN, sessionName: setting("role_session_name") ?? RoleRequest.defaultSessionName,
      externalID: setting("external_id"), durationSeconds: duration)
  }

  private func roleBase() throws(CredentialError) -> RoleBase {
    let bases = [
      setting("web_identity_token_file").map { RoleBase.webIdentity(tokenFile: $0) },
      setting("source_profile").map { RoleBase.profile($0) },
      setting("credential_source").map { RoleBase.named($0) },
    ].compactMap(\.self)
    guard bases.count <= 1 else {
      throw CredentialError(
        .incomplete, source,
        "it may have only one of web_identity_token_file, source_profile and credential_source")
    }
    guard let base = bases.first else {
      throw CredentialError(
        .incomplete, source,
        "it has a role_arn, but none of web_identity_token_file, source_profile and credential_source")
    }
    return base
  }

  private func setting(_ name: String) -> String? {
    settings[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
