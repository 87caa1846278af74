internal import DarumaCore

/// Points a DNS record at its new values. UPSERT is absolute, so a repeat changes nothing; a record bears no
/// mark of who set it.
struct RecordSwitcher {
  let client: AWSClient
  /// Any of the partition in which the hosted zone lies.
  let region: Region
  /// What we have changed and may still be on its way to the name servers.
  let changes: PendingChanges

  func observe(_ wanted: SwitchRecord, of effect: Effect) async throws(CloudFault) -> Observation {
    let recordSets = try await client.recordSets(named: wanted.name, zone: wanted.zone, in: region)
    if let failure = RecordConflict.find(recordSets, wanted) { return .conflict(failure) }
    guard let present = recordSets.first(where: { $0.type == wanted.type.rawValue }),
      Self.isSame(present, wanted)
    else { return .absent }
    if let change = changes.change(of: effect.id), try await !isInSync(change) {
      return .inProgress("\(wanted.name) is changed; Route 53 is passing it on to its name servers")
    }
    changes.forget(effect.id)
    let outputs = ["name": wanted.name, "values": wanted.values.joined(separator: ",")]
    return .done(outputs: outputs, by: .unknown)
  }

  func act(_ wanted: SwitchRecord, of effect: Effect) async throws(CloudFault) -> Acted {
    let change = try await client.send(
      ChangeResourceRecordSets(
        zone: wanted.zone, recordName: wanted.name, type: wanted.type.rawValue, ttl: wanted.ttl,
        values: wanted.values, comment: "daruma \(effect.id)"),
      in: region)
    changes.remember(change.id, of: effect.id)
    return .started
  }

  private func isInSync(_ change: String) async throws(CloudFault) -> Bool {
    do throws(CloudFault) {
      return try await client.send(GetChange(id: change), in: region).isInSync
    } catch {
      // Route 53 forgets old changes; the record itself has been seen.
      guard error.code == "route53.NoSuchChange" else { throw error }
      return true
    }
  }

  private static func isSame(_ present: ResourceRecordSet, _ wanted: SwitchRecord) -> Bool {
    guard present.ttl == wanted.ttl, present.values.count == wanted.values.count else { return false }
    return switch wanted.type {
    case .a: Set(present.values) == Set(wanted.values)
    case .cname: Set(present.values.map { DNSName($0) }) == Set(wanted.values.map { DNSName($0) })
    }
  }
}
