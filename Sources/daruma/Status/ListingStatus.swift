import DarumaCore

/// How the newest listing of one kind, region and resource ended.
struct ListingStatus: Encodable {
  var kind: ListingKind
  var region: Region
  var resource: ARN?
  var at: Instant
  var found: Int?
  var failure: String?
  var succeededAt: Instant?

  static func all(_ protection: Protection) -> [ListingStatus] {
    protection.listings.keys.sorted().compactMap { subject in
      protection.listings[subject].map { record in
        ListingStatus(
          kind: subject.kind, region: subject.region, resource: subject.resource, at: record.at,
          found: record.found, failure: record.failure, succeededAt: record.succeededAt)
      }
    }
  }
}
