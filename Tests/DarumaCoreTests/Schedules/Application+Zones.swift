import DarumaCore

extension Application {
  /// One that knows the zones of these tests.
  static let zoned = Application.kaigo.changed { application in
    application.zones = Dictionary(uniqueKeysWithValues: Zone.real.map { ($0.name, $0) })
  }
}

extension ProtectionRule {
  static func by(_ every: Cadence?, _ window: String? = nil, _ zone: Zone? = nil) -> ProtectionRule {
    ProtectionRule(kind: .snapshot, every: every, window: window.flatMap { DayWindow($0) }, timeZone: zone?.name)
  }
}
