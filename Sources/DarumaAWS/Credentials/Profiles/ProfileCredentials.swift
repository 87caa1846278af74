/// The profile that `AWS_PROFILE` names (else `default`) in AWS's shared files: keys, or a role on top of
/// another profile, of the environment, of a container or instance, or of a web identity.
package struct ProfileCredentials: CredentialProvider {
  private let surroundings: CredentialSurroundings
  private let tokenService: TokenService
  private let region: CredentialRegion
  private let named: [String: any CredentialProvider]

  /// - Parameter named: the providers that `credential_source` can name.
  package init(
    _ surroundings: CredentialSurroundings, _ tokenService: TokenService, _ region: CredentialRegion,
    named: [String: any CredentialProvider]
  ) {
    self.surroundings = surroundings
    self.tokenService = tokenService
    self.region = region
    self.named = named
  }

  package func credentials() async throws(CredentialError) -> AWSCredentials {
    let chosen = surroundings.variable("AWS_PROFILE")
    let name = chosen ?? "default"
    let set = try ProfileSet(surroundings, for: .profile(name))
    let files =
      set.files.isEmpty ? "HOME is not set, so there are no files" : set.files.joined(separator: ", ")
    guard let profile = set.profiles[name] else {
      throw CredentialError(
        chosen == nil ? .notSetUp : .incomplete, .profile(name),
        "it is not in the shared files (\(files))" + (chosen == nil ? "" : ", although AWS_PROFILE names it"))
    }
    let credentials = try await resolve(profile, in: set, on: [])
    guard let credentials else {
      throw CredentialError(.notSetUp, .profile(name), "it says nothing about credentials (\(files))")
    }
    return credentials
  }

  /// - Parameter path: the profiles that led here, to find a circle.
  /// - Returns: nil where the profile says nothing about credentials.
  private func resolve(
    _ profile: Profile, in set: ProfileSet, on path: [String]
  ) async throws(CredentialError) -> AWSCredentials? {
    switch try profile.kind() {
    case .none: return nil
    case .keys(let id, let secret, let token):
      return AWSCredentials(
        accessKeyID: id, secretAccessKey: secret, sessionToken: token, source: profile.source)
    case .signOn(let signOn):
      return try await tokenService.roleCredentials(
        of: signOn, token: try signOn.token(surroundings, for: profile.source), for: profile.source)
    case .process(let words):
      switch await surroundings.runProgram(words) {
      case .printed(let output): return try CredentialProcess.credentials(in: output, from: profile.source)
      case .failed(let reason):
        throw CredentialError(.unavailable, profile.source, "its credential_process: \(reason)")
      }
    case .role(let role, .webIdentity(let file)):
      let token = try surroundings.secret(
        inFile: file, namedBy: "web_identity_token_file", for: profile.source)
      let region = try region.required(for: profile.source, profile: profile.region)
      return try await tokenService.assume(role, token: token, in: region, for: profile.source)
    case .role(let role, .named(let name)):
      return try await exchange(try await credentials(named: name, for: profile), for: role, profile)
    case .role(let role, .profile(let name)):
      let base = try await base(named: name, of: profile, in: set, on: path + [profile.name])
      return try await exchange(base, for: role, profile)
    }
  }

  private func exchange(
    _ base: AWSCredentials, for role: RoleRequest, _ profile: Profile
  ) async throws(CredentialError) -> AWSCredentials {
    let region = try region.required(for: profile.source, profile: profile.region)
    return try await tokenService.assume(
      role, with: base, in: region, for: profile.source, now: surroundings.now)
  }

  private func base(
    named name: String, of profile: Profile, in set: ProfileSet, on path: [String]
  ) async throws(CredentialError) -> AWSCredentials {
    guard let base = set.profiles[name] else {
      throw CredentialError(.incomplete, profile.source, "its source_profile '\(name)' does not exist")
    }
    // A profile may name itself: then its own keys are meant.
    if name == profile.name, case .keys(let id, let secret, let token) = try profile.keys() {
      return AWSCredentials(
        accessKeyID: id, secretAccessKey: secret, sessionToken: token, source: profile.source)
    }
    guard !path.contains(name) else {
      let circle = (path + [name]).joined(separator: ", ")
      throw CredentialError(.incomplete, profile.source, "its source_profile leads in a circle: \(circle)")
    }
    guard let credentials = try await resolve(base, in: set, on: path) else {
      throw CredentialError(
        .incomplete, profile.source, "its source_profile '\(name)' says nothing about credentials")
    }
    return credentials
  }

  private func credentials(
    named name: String, for profile: Profile
  ) async throws(CredentialError) -> AWSCredentials {
    guard let provider = named[name] else {
      let known = named.keys.sorted().joined(separator: ", ")
      throw CredentialError(
        .unsupported, profile.source, "its credential_source '\(name)' is none of \(known)")
    }
    do throws(CredentialError) {
      return try await provider.credentials()
    } catch {
      // Named here, so it must serve.
      var failure = error
      if failure.code == .notSetUp { failure.code = .incomplete }
      throw failure
    }
  }
}
