/// One thing to do on the outside, with every parameter resolved: what is journaled before it is done.
package enum Action: Codable, Hashable, Sendable {
  case restoreDatabase(RestoreDatabase)
  case scaleService(ScaleService)
  case switchRecord(SwitchRecord)
  case checkEndpoint(CheckEndpoint)
  case sendNotice(SendNotice)
}

extension Action {
  /// Whether doing it changes something outside that users or data depend on.
  package var changesOutside: Bool {
    switch self {
    case .restoreDatabase, .scaleService, .switchRecord: true
    case .checkEndpoint, .sendNotice: false
    }
  }

  /// Whether it is seen and done in the application's own account. A topic's ARN names its account by itself, and people
  /// have to hear that the credentials are wrong.
  package var concernsAccount: Bool {
    switch self {
    case .restoreDatabase, .scaleService, .switchRecord: true
    case .checkEndpoint, .sendNotice: false
    }
  }
}

/// Restore an RDS instance from a snapshot that lies in the same region.
package struct RestoreDatabase: Codable, Hashable, Sendable {
  package var region: Region
  package var snapshot: RecoveryPointID
  /// The identifier of the new instance: at most 63 letters, digits and single hyphens.
  package var identifier: String
  /// Identifiers that earlier attempts of the same step may have created, newest first: one that is ours and well is
  /// adopted in place of a second instance.
  package var earlierIdentifiers: [String]
  package var options: RDSRestoreOptions

  package init(
    region: Region, snapshot: RecoveryPointID, identifier: String, earlierIdentifiers: [String] = [],
    options: RDSRestoreOptions = RDSRestoreOptions()
  ) {
    self.region = region
    self.snapshot = snapshot
    self.identifier = identifier
    self.earlierIdentifiers = earlierIdentifiers
    self.options = options
  }
}

/// Give an ECS service its number of tasks, and wait until they run.
package struct ScaleService: Codable, Hashable, Sendable {
  package var region: Region
  package var cluster: String
  package var service: String
  package var desiredCount: Int

  package init(region: Region, cluster: String, service: String, desiredCount: Int) {
    self.region = region
    self.cluster = cluster
    self.service = service
    self.desiredCount = desiredCount
  }
}

/// Point a DNS record at these values.
package struct SwitchRecord: Codable, Hashable, Sendable {
  package var zone: String
  package var name: String
  package var type: Route53SwitchOptions.RecordType
  package var values: [String]
  package var ttl: Int

  package init(zone: String, name: String, type: Route53SwitchOptions.RecordType, values: [String], ttl: Int) {
    self.zone = zone
    self.name = name
    self.type = type
    self.values = values
    self.ttl = ttl
  }
}

/// Ask a URL until it answers as expected.
package struct CheckEndpoint: Codable, Hashable, Sendable {
  package var url: String
  package var expect: Int
  package var consecutive: Int

  package init(url: String, expect: Int, consecutive: Int) {
    self.url = url
    self.expect = expect
    self.consecutive = consecutive
  }
}

/// Tell people, over every channel. At least once: neither SNS nor a webhook can be asked what it has seen, so the
/// effect's id goes with the message for the receiver to know a repeat by. Where one channel fails, all are used again
/// at the next attempt.
package struct SendNotice: Codable, Hashable, Sendable {
  package var channels: [Channel]
  package var subject: String
  package var message: String

  package init(channels: [Channel], subject: String, message: String) {
    self.channels = channels
    self.subject = subject
    self.message = message
  }
}
