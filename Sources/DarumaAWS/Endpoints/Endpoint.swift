package import DarumaCore

/// Where a service is reached, and for which region its requests are signed.
package struct Endpoint: Sendable, Equatable {
  /// Scheme, host, port, and a path prefix where a proxy asks for one.
  package var base: RequestURL
  package var signingRegion: Region
  /// Whether a bucket may stand as a label before the host. An address that someone configured (a proxy, a
  /// test server) seldom has a name for each bucket, so there it goes into the path.
  package var takesBucketInHost: Bool

  package init(base: RequestURL, signingRegion: Region, takesBucketInHost: Bool = false) {
    self.base = base
    self.signingRegion = signingRegion
    self.takesBucketInHost = takesBucketInHost
  }

  /// Where `message` goes.
  package func url(of message: OutgoingMessage) -> String {
    var url = base
    var prefix = base.path.last == "/" ? String(base.path.dropLast()) : base.path
    if let bucket = message.bucket {
      if takesBucketInHost, Self.isLabel(bucket) {
        url.host = "\(bucket).\(base.host)"
      } else {
        prefix += "/" + CanonicalText.encode(bucket.utf8)
      }
    }
    url.path = prefix + message.path
    url.query = message.query.pairs.isEmpty ? nil : message.query.encoded
    return url.text
  }

  /// Whether a bucket's name is one label of a host name. A dot in it would not match the certificate.
  private static func isLabel(_ bucket: String) -> Bool {
    let letters = bucket.utf8
    func isPlain(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    return (3...63).contains(letters.count) && letters.first.map(isPlain) == true
      && letters.last.map(isPlain) == true
      && letters.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "-") }
  }
}
