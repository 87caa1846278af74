import CRdKafka

/// A release of librdkafka.
package struct KafkaLibraryVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let major: Int
  package let minor: Int
  package let revision: Int

  package init(_ major: Int, _ minor: Int, _ revision: Int) {
    self.major = major
    self.minor = minor
    self.revision = revision
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.major, left.minor, left.revision) < (right.major, right.minor, right.revision)
  }

  package var description: String { "\(major).\(minor).\(revision)" }
}

/// The librdkafka that this process runs with, which need not be the one it was built with.
package enum KafkaLibrary {
  package static let oldestSupported = KafkaLibraryVersion(2, 0, 2)

  package static var version: KafkaLibraryVersion {
    // 0xMMmmrrpp: major, minor, revision, pre-release.
    let number = Int(rd_kafka_version())
    return KafkaLibraryVersion((number >> 24) & 0xFF, (number >> 16) & 0xFF, (number >> 8) & 0xFF)
  }

  /// Why no worker can run on `version`; nil if one can. A worker reads and writes.
  package static func refusalOfWorkers(on version: KafkaLibraryVersion) -> KafkaError? {
    refusal(of: version, for: .writer(KafkaWriterLimits()))
  }

  /// Why a client of this kind must not run on `version`; nil if it may.
  static func refusal(of version: KafkaLibraryVersion, for role: ClientRole) -> KafkaError? {
    guard version >= oldestSupported else {
      return KafkaError(
        .unsafeLibrary, "librdkafka \(version) is older than \(oldestSupported), the oldest one supported")
    }
    if case .writer = role, version >= KafkaLibraryVersion(2, 2, 0), version < KafkaLibraryVersion(2, 5, 0) {
      return KafkaError(
        .unsafeLibrary,
        "librdkafka \(version) may rebuild a retried batch differently and so break an idempotent writer "
          + "(librdkafka #4750, releases 2.2.0 to 2.4.0)")
    }
    return nil
  }
}
