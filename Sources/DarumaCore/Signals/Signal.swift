/// One normalised fact from outside, the same whatever envelope or route it came by.
///
/// Written as one flat JSON object: the fields here, `signal` (the kind of ``fact``), and the fact's own fields.
/// A line of `daruma decode`, the value of a `daruma.signals` record, and the data of an `observed.*` event.
package struct Signal: Hashable, Sendable {
  /// Stable: the same fact decoded twice, or delivered by two routes, has the same id.
  package var id: SignalID
  /// When it became true.
  package var at: Instant
  /// When the source said so.
  package var seenAt: Instant
  /// Who said so: `aws.backup`, `aws.rds`, `aws.cloudwatch`, `alertmanager`, `operator`, ...
  package var source: String
  package var account: Account
  /// Where it is true: for a copy the region of the copy, for a health notice the impacted region.
  package var region: Region
  /// The protected resource it is about, where that is known.
  package var resource: ARN?
  package var fact: Fact
  /// Where the bytes came from; nil for a signal that Daruma raised itself.
  package var raw: Origin?
  /// When its record was in the topic, by the record's own time stamp, never ahead of the clock that read it. What has to
  /// be in time is in time if it was there in time, however late it is read. Nil where it came by no record.
  package var recordedAt: Instant?

  package init(
    id: SignalID, at: Instant, seenAt: Instant, source: String, account: Account, region: Region,
    resource: ARN? = nil, fact: Fact, raw: Origin? = nil, recordedAt: Instant? = nil
  ) {
    self.id = id
    self.at = at
    self.seenAt = seenAt
    self.source = source
    self.account = account
    self.region = region
    self.resource = resource
    self.fact = fact
    self.raw = raw
    self.recordedAt = recordedAt
  }
}

extension Signal {
  /// How the source of a signal begins that came of a listing and not of an event: `listing.rds.snapshots`.
  package static let listingPrefix = "listing."

  /// Whether Daruma found it out by asking.
  package var isListed: Bool { source.hasPrefix(Self.listingPrefix) }

  /// Whether it found it out by asking AWS Backup for what is in its vaults.
  var isOfVaults: Bool { source == Self.listingPrefix + ListingKind.backupPoints.rawValue }
}

/// Where a record came from: a Kafka record, or a line of a file.
package enum Origin: Hashable, Sendable {
  case record(topic: String, partition: Int32, offset: Int64)
  /// Lines count from 1.
  case line(file: String, number: Int64)
}

extension Origin {
  /// As ``description`` writes it; nil where it is anything else.
  package init?(_ text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count >= 3, let number = Int64(words[words.count - 1]) else { return nil }
    let name = words.dropLast(2).joined(separator: " ")
    switch words[words.count - 2] {
    case "line": self = .line(file: name, number: number)
    case "offset":
      guard name.hasSuffix("]"), let bracket = name.lastIndex(of: "["),
        let partition = Int32(name[name.index(after: bracket)...].dropLast())
      else { return nil }
      self = .record(topic: String(name[..<bracket]), partition: partition, offset: number)
    default: return nil
    }
  }
}

extension Origin: CustomStringConvertible {
  package var description: String {
    switch self {
    case .record(let topic, let partition, let offset): "\(topic)[\(partition)] offset \(offset)"
    case .line(let file, let number): "\(file) line \(number)"
    }
  }
}
