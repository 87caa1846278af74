internal import DarumaCore

extension CurlConfiguration {
  /// Trusts what AWS's own tools would: the certificates of `AWS_CA_BUNDLE`, else of the profile's `ca_bundle`, else the
  /// system's.
  ///
  /// - Throws: ``CloudFault`` where the file that is named can't be read or holds no certificate.
  package init(version: String, _ surroundings: CredentialSurroundings) throws(CloudFault) {
    self.init(version: version)
    guard let (path, name) = try Self.bundle(surroundings) else { return }
    let reason: String
    switch surroundings.readFile(path) {
    case .text(let text) where text.contains("-----BEGIN CERTIFICATE-----"):
      certificateBundlePath = path
      return
    case .text: reason = "holds no certificate in PEM"
    case .missing: reason = "does not exist"
    case .unreadable(let why): reason = "can't be read: \(why)"
    }
    throw CloudFault(
      kind: .refused, code: "tls.certificate-bundle",
      message: "\(name) names \(path), which \(reason). Name a file of CA certificates in PEM.", isRetriable: false)
  }

  private static func bundle(_ surroundings: CredentialSurroundings) throws(CloudFault) -> (String, String)? {
    if let path = surroundings.variable("AWS_CA_BUNDLE") { return (path, "AWS_CA_BUNDLE") }
    let profile = surroundings.variable("AWS_PROFILE") ?? "default"
    do throws(CredentialError) {
      let set = try ProfileSet(surroundings, for: .profile(profile))
      guard let path = set.profiles[profile]?.settings["ca_bundle"], !path.isEmpty else { return nil }
      guard path.hasPrefix("~/"), let home = surroundings.variable("HOME") else {
        return (path, "ca_bundle of the profile '\(profile)'")
      }
      return (home + path.dropFirst(), "ca_bundle of the profile '\(profile)'")
    } catch {
      throw CloudFault(error)
    }
  }
}
