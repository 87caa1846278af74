package import DarumaCore

/// Where a service is reached, and for which region its requests are signed.
package struct Endpoint: Sendable, Equatable {
  /// Scheme, host, port, and a path prefix where a proxy asks for one.
  package var base: RequestURL
  package var signingRegion: Region

  package init(base: RequestURL, signingRegion: Region) {
    self.base = base
    self.signingRegion = signingRegion
  }

  /// - Parameter path: percent-encoded, from the first slash on.
  package func url(path: String, query: QueryParameters) -> String {
    var url = base
    let prefix = base.path.last == "/" ? String(base.path.dropLast()) : base.path
    url.path = prefix + path
    url.query = query.pairs.isEmpty ? nil : query.encoded
    return url.text
  }
}
