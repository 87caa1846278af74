import DarumaCore

enum MissedBackupSection {
  private static let resource = EvidenceSection.resource(
    "Of which resource; of any that is protected without it.")
  private static let noOlderThan = EvidenceSection.noOlderThan(MissedBackupTest.usualAge.written)

  static let form = Form<ConditionDraft>.mapping(
    KeyTable(title: "a missed backup", keys: [resource, noOlderThan])
  ) { fields in
    let (resource, age) = (fields.value(resource), fields.value(noOlderThan))
    return ConditionDraft(
      .missedBackup(MissedBackupTest(resource: resource?.value, noOlderThan: age)), resources: [resource])
  }
}
