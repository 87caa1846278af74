import DarumaCore

/// The leaves of a condition: what can be observed. The keys that several kinds share stand here; each kind has a
/// section of its own.
enum EvidenceSection {
  /// Every kind of leaf, under the key that names it.
  static let leaves: [Key<ConditionDraft>] = [
    leaf(.alarm, AlarmSection.form, "An alarm is in a state."),
    leaf(.health, HealthSection.form, "The provider announces a fault in a region."),
    leaf(.silence, SilenceSection.form, "A source that should have spoken has not."),
    leaf(.exposure, ExposureSection.form, "More data than a limit would be lost now."),
    leaf(.replication, ReplicationSection.form, "A replica is too far behind, or replication has a fault."),
    leaf(.missedBackup, MissedBackupSection.form, "A backup failed, was aborted, or was not made in its time."),
    leaf(.threat, ThreatSection.form, "A compromise is suspected."),
    leaf(.zones, ZonesSection.form, "Traffic is moved away from several zones of a region."),
    leaf(.resource, ResourceChangeSection.form, "A resource failed over, stopped, ran out of storage, and so on."),
    leaf(.schedule, OpeningSection.form, "It is a time of the day, of the week or of the month."),
    leaf(.said, WordSection.form, "An operator says so, with `daruma say`."),
  ]

  private static func leaf(_ kind: Leaf.Kind, _ form: Form<ConditionDraft>, _ meaning: String) -> Key<ConditionDraft> {
    .optional(kind.rawValue, form, meaning)
  }

  /// The shortest age limit: what sources repeat is noted in steps of minutes.
  private static let shortestAge = Span.minutes(10)

  static func noOlderThan(_ usual: String) -> Key<Span> {
    .optional(
      "noOlderThan", Form<Span>.span(from: shortestAge),
      "How old the last word of it may be; what is older is unknown. \(usual) without it.")
  }

  static func resource(_ meaning: String) -> Key<Located<ResourceID>> {
    .optional("resource", Form<ResourceID>.name("the id of a resource").located, meaning)
  }
}
