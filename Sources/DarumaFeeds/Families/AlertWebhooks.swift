import DarumaCore

/// Webhooks of Prometheus Alertmanager (version 4) and of Grafana (version 1, and version 4 from its older
/// alerting).
///
/// Each alert of a group is a signal. Alerts of one name with different labels are different alarms:
/// `instance` is the fingerprint, or the labels where an old sender leaves it out.
///
/// Where Grafana says why the state is not what the data gave (`grafana_state_reason`: NoData, Error, MissingSeries,
/// Updated, Paused, RuleDeleted, KeepLast), nobody knows how it stands: that is neither a fault nor its end.
/// `DatasourceNoData` and `DatasourceError` are alerts of their own that name the rule in a label. (Grafana, "State and
/// health of alerts", "No data and error states".)
///
/// Key: name, instance, state, and when the alert entered it.
enum AlertWebhooks {
  static func read(_ webhook: JSONValue, into findings: inout Findings) throws(Problem) {
    let version = try webhook.text("version")
    guard version == "4" || version == "1" else {
      throw Problem(
        .unknownValue, at: try webhook.required("version"), "version \(version.debugDescription) is not read",
        remedy: "version 4 of Alertmanager or version 1 of Grafana")
    }
    let isGrafana = webhook.optional("orgId") != nil || version == "1"
    let groupStatus = webhook.optional("status")
    let alerts = try webhook.array("alerts")
    if alerts.firstElement == nil { findings.ignore("a group without alerts") }
    for alert in alerts.elements where !findings.isFull {
      do throws(Problem) {
        try read(alert, groupStatus, source: isGrafana ? "grafana" : "alertmanager", into: &findings)
      } catch {
        findings.refuse(error)
      }
    }
    if let cut = try webhook.optionalCount("truncatedAlerts"), cut > 0 {
      findings.refuse(
        Problem(
          .cutOffBySender, at: try webhook.required("truncatedAlerts"),
          "\(cut) alerts of the group were left out",
          remedy: "raise max_alerts of the webhook, or set it to 0"))
    }
  }

  private static func read(
    _ alert: JSONValue, _ groupStatus: JSONValue?, source: String, into findings: inout Findings
  ) throws(Problem) {
    let labels = try alert.object("labels")
    let written = try labels.text("alertname")
    let isOfSource = sourceAlerts.contains(written.lowercased())
    let name = isOfSource ? try labels.optionalText("rulename") ?? written : written
    guard let status = alert.optional("status") ?? groupStatus else {
      throw Problem(.missing, at: alert, "has no status, nor has its group", remedy: "firing or resolved")
    }
    let isFiring: Bool
    if status.says("firing") {
      isFiring = true
    } else if status.says("resolved") {
      isFiring = false
    } else {
      throw status.unknownValue(["firing", "resolved"])
    }
    let started = try alert.instant("startsAt")
    let ended = try alert.optionalInstant("endsAt").flatMap { $0 > notEnded ? $0 : nil }
    let since = isFiring ? started : ended ?? started
    let instance = try alert.optionalText("fingerprint").or(text(labels))
    let reason = try reason(alert) ?? (isOfSource && isFiring ? written : nil)
    let state: AlarmChanged.State = reason != nil ? .insufficientData : isFiring ? .alarm : .ok
    let change = AlarmChanged(alarm: name, state: state, since: since, instance: instance, reason: reason)
    let subject = Subject(
      at: since, seenAt: findings.receivedAt, source: source, account: .unknown,
      region: Region(code: try labels.optionalText("region") ?? "") ?? .unknown)
    try findings.add(
      .alarmChanged(change), key: SignalKey(name, instance, change.state.rawValue, since.description),
      of: subject, by: rule)
  }

  /// Alerts that tell of the rule's data source, lower-cased.
  private static let sourceAlerts: Set<String> = ["datasourcenodata", "datasourceerror"]

  /// Why the state is not what the data gave; nil where it is.
  private static func reason(_ alert: JSONValue) throws(Problem) -> String? {
    guard let annotations = alert.optional("annotations"), annotations.kind == .object,
      let reason = annotations.optional("grafana_state_reason"), reason.kind == .text, !reason.equals("")
    else { return nil }
    return reason.text
  }

  /// `0001-01-01T00:00:00Z` stands for "not ended".
  private static let notEnded = Instant(milliseconds: -62_135_596_800_000)

  private static func text(_ labels: JSONValue) throws(Problem) -> String {
    var pairs: [String] = []
    for (key, value) in labels.members where !key.equals("alertname") {
      try value.expect(.text)
      pairs.append(key.text + "=" + value.text)
    }
    return pairs.sorted().joined(separator: ",")
  }

  private static let rule = Rule(
    .alertmanager,
    "Alertmanager or Grafana, each alert of the group: firing since startsAt, resolved at endsAt, or without data")
}
