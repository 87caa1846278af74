/// Changes a hosted zone: all changes of the batch or none.
package struct ChangeResourceRecordSets: CloudOperation {
  package static let service = CloudService.route53
  package static let name = "ChangeResourceRecordSets"
  package static let isChange = true

  /// Most changes in one batch.
  package static let limit = 1_000

  /// With or without `/hostedzone/`.
  package let zone: String
  package let changes: [RecordChange]
  package let comment: String?

  package init(zone: String, changes: [RecordChange], comment: String? = nil) {
    self.zone = zone
    self.changes = changes
    self.comment = comment
  }

  package var parameters: [String: String] {
    var shown = ["HostedZoneId": zone]
    for (index, change) in changes.enumerated() {
      let key = change.set.key
      shown["Change.\(index + 1)"] =
        "\(change.action.rawValue) \(key.name.text) \(key.type) \(change.set.answers.joined(separator: ","))"
    }
    return shown
  }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> ZoneChange {
    var zone = try estate.dns.zone(zone)
    guard !changes.isEmpty else {
      throw CloudError("InvalidInput", "Invalid request: a change batch needs one change at least")
    }
    guard changes.count <= Self.limit else {
      throw CloudError("InvalidChangeBatch", "Number of records limit of \(Self.limit) exceeded.")
    }
    var sets = zone.records
    // Changes are judged one after the other, each against what those before it leave.
    let faults = changes.compactMap { $0.apply(to: &sets, of: zone) }
    guard faults.isEmpty else {
      throw CloudError("InvalidChangeBatch", "[\(faults.joined(separator: ", "))]")
    }
    let change = ZoneChange(
      id: "C" + estate.random.capitals(20), submittedAt: context.now, comment: comment,
      propagation: estate.timings.dnsPropagation)
    zone.replace(with: sets, inSyncAt: context.now + estate.timings.dnsPropagation)
    estate.dns.put(zone)
    estate.dns.put(change)
    return change
  }
}
