import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("Alertmanager and Grafana webhooks")
struct AlertWebhookTests {
  private func webhook(_ alerts: String, version: String = "4", more: String = "") -> String {
    #"{"version":"\#(version)","status":"firing","receiver":"r","alerts":[\#(alerts)]\#(more)}"#
  }

  private func changes(_ decoded: Decoded) -> [AlarmChanged] {
    decoded.signals.compactMap { if case .alarmChanged(let change) = $0.fact { change } else { nil } }
  }

  @Test("each alert of a group is an alarm of its own, told apart by its fingerprint")
  func instances() {
    let decoded = decode(
      webhook(
        """
        {"status":"firing","labels":{"alertname":"Down","instance":"a","region":"us-west-2"},\
        "startsAt":"2026-11-24T03:42:05.394Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"f1"},\
        {"status":"resolved","labels":{"alertname":"Down","instance":"b"},\
        "startsAt":"2026-11-24T03:00:00Z","endsAt":"2026-11-24T03:40:00Z","fingerprint":"f2"}
        """))
    #expect(changes(decoded).map(\.state) == [.alarm, .ok])
    #expect(changes(decoded).map(\.instance) == ["f1", "f2"])
    #expect(
      changes(decoded).map(\.since) == [time("2026-11-24T03:42:05.394Z"), time("2026-11-24T03:40:00Z")])
    #expect(decoded.signals.map(\.region) == ["us-west-2", .unknown])
    #expect(decoded.signals.map(\.source) == ["alertmanager", "alertmanager"])
    #expect(Set(decoded.signals.map(\.id)).count == 2)
  }

  @Test(
    "an alert of Grafana's data source names the rule in a label: silence of that rule, and no fault of its own",
    arguments: ["DatasourceNoData", "DatasourceError", "datasourcenodata"])
  func datasource(name: String) {
    func alert(_ status: String, _ label: String) -> String {
      """
      {"status":"\(status)","labels":{"alertname":"\(name)"\(label)},"startsAt":"2026-11-24T03:42:05Z",\
      "endsAt":"\(status == "firing" ? "0001-01-01T00:00:00Z" : "2026-11-24T03:50:00Z")","fingerprint":"f1"}
      """
    }
    let rule = #","rulename":"api down""#
    let firing = changes(decode(webhook(alert("firing", rule), version: "1")))
    #expect(firing.map(\.alarm) == ["api down"] && firing.map(\.state) == [.insufficientData])
    #expect(firing.map(\.reason) == [name])
    let resolved = changes(decode(webhook(alert("resolved", rule), version: "1")))
    #expect(resolved.map(\.alarm) == ["api down"] && resolved.map(\.state) == [.ok])
    #expect(changes(decode(webhook(alert("firing", ""), version: "1"))).map(\.alarm) == [name], "without the label")
  }

  @Test(
    "where Grafana says why the state is not what the data gave, it is silence, firing or resolved",
    arguments: ["NoData", "MissingSeries", "Error", "Updated", "Paused", "RuleDeleted", "KeepLast"])
  func stateReason(reason: String) {
    for status in ["firing", "resolved"] {
      let found = changes(
        decode(
          webhook(
            """
            {"status":"\(status)","labels":{"alertname":"Down"},"annotations":{"grafana_state_reason":"\(reason)"},\
            "startsAt":"2026-11-24T03:42:05Z","endsAt":"2026-11-24T03:50:00Z","fingerprint":"f1"}
            """, version: "1")))
      #expect(found.map(\.state) == [.insufficientData] && found.map(\.reason) == [reason], "\(status)")
    }
  }

  @Test("without a fingerprint the labels tell alerts apart, in any order")
  func labels() {
    let first = webhook(#"{"labels":{"alertname":"Down","b":"2","a":"1"},"startsAt":"2026-11-24T03:42:05Z"}"#)
    let second = webhook(
      #"{"labels":{"a":"1","alertname":"Down","b":"2"},"startsAt":"2026-11-24T03:42:05Z"}"#)
    #expect(changes(decode(first)).map(\.instance) == ["a=1,b=2"])
    #expect(decode(first).signals.map(\.id) == decode(second).signals.map(\.id))
  }

  @Test("one bad alert loses none of the others, and cut-off alerts are told")
  func badAlert() {
    let decoded = decode(
      webhook(
        #"{"labels":{}},{"labels":{"alertname":"Down"},"startsAt":"2026-11-24T03:42:05Z"}"#,
        more: #","truncatedAlerts":3"#))
    #expect(decoded.signals.count == 1)
    #expect(decoded.problems.map(\.code) == [.missing, .cutOffBySender])
    #expect(decoded.problems.map(\.place) == ["alerts[0].labels.alertname", "truncatedAlerts"])
  }

  @Test("Grafana's own version is read, any other is refused")
  func versions() {
    let alert = #"{"labels":{"alertname":"Down"},"startsAt":"2026-11-24T03:42:05Z"}"#
    #expect(decode(webhook(alert, version: "1", more: #","orgId":1"#)).signals.map(\.source) == ["grafana"])
    #expect(decode(webhook(alert, version: "3")).problems.map(\.code) == [.unknownValue])
    #expect(decode(webhook("")).ignored.count == 1)
  }
}
