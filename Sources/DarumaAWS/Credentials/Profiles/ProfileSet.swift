/// The profiles of both shared files: `AWS_SHARED_CREDENTIALS_FILE` (else `~/.aws/credentials`) and
/// `AWS_CONFIG_FILE` (else `~/.aws/config`). Where both name a setting of a profile, the credentials file
/// wins.
struct ProfileSet: Equatable {
  private(set) var profiles: [String: Profile] = [:]
  /// For messages: the files that were looked at, and whether they exist.
  private(set) var files: [String] = []

  /// - Throws: ``CredentialError`` where a file exists but can't be read.
  init(_ surroundings: CredentialSurroundings, for source: CredentialSource) throws(CredentialError) {
    var merged: [String: ProfileFile.Settings] = [:]
    var sessions: [String: ProfileFile.Settings] = [:]
    for place in Self.places {
      guard let path = Self.path(place, surroundings) else { continue }
      guard let file = try Self.read(path, place.kind, surroundings, source) else {
        files.append("\(path) (does not exist)")
        continue
      }
      files.append(path)
      sessions.merge(file.sessions) { $1 }
      for (name, settings) in file.profiles { merged[name, default: [:]].merge(settings) { $1 } }
    }
    profiles = merged.reduce(into: [:]) { $0[$1.key] = Profile(name: $1.key, settings: $1.value, sessions: sessions) }
  }

  private struct Place {
    var kind: ProfileFile.Kind
    var variable: String
    var home: String
  }

  /// The one that wins stands last.
  private static let places = [
    Place(kind: .config, variable: "AWS_CONFIG_FILE", home: "/.aws/config"),
    Place(kind: .credentials, variable: "AWS_SHARED_CREDENTIALS_FILE", home: "/.aws/credentials"),
  ]

  private static func path(_ place: Place, _ surroundings: CredentialSurroundings) -> String? {
    let home = surroundings.variable("HOME")
    guard let path = surroundings.variable(place.variable) else { return home.map { $0 + place.home } }
    guard let home, path.hasPrefix("~/") else { return path }
    return home + path.dropFirst()
  }

  private static func read(
    _ path: String, _ kind: ProfileFile.Kind, _ surroundings: CredentialSurroundings,
    _ source: CredentialSource
  ) throws(CredentialError) -> ProfileFile? {
    switch surroundings.readFile(path) {
    case .missing: return nil
    case .unreadable(let reason):
      throw CredentialError(.incomplete, source, "\(path) can't be read: \(reason)")
    case .text(let text):
      do throws(ProfileFile.Malformed) {
        return try ProfileFile(text, kind)
      } catch {
        throw CredentialError(
          .malformed, source, "line \(error.line) of \(path) is neither a section nor 'name = value'")
      }
    }
  }
}
