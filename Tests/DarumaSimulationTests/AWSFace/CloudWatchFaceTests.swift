import Testing

@testable import DarumaSimulation

@Suite("CloudWatch on the wire: the alarms of the estate")
struct CloudWatchFaceTests {
  @Test("alarms by the beginning of their name, with their state and since when")
  func prefix() throws {
    let response = try FaceScenario().response(
      to: .query(
        "Action=DescribeAlarms&AlarmNamePrefix=kaigo-prod-&AlarmTypes.member.1=MetricAlarm", service: "monitoring",
        region: "us-east-1", version: "2010-08-01"))
    #expect(response.status == 200)
    let root = try #require(XMLTree.read(Array(response.body.utf8)))
    let alarms = try #require(root.child("DescribeAlarmsResult")?.child("MetricAlarms")?.children)
    #expect(alarms.compactMap { $0.child("AlarmName")?.text } == SampleEstate.primaryAlarms.sorted())
    #expect(alarms.allSatisfy { $0.child("StateValue")?.text == "OK" })
    #expect(alarms.first?.child("StateTransitionedTimestamp")?.text?.isEmpty == false)
  }

  @Test("whole names, in their region")
  func names() throws {
    let response = try FaceScenario().response(
      to: .query(
        "Action=DescribeAlarms&AlarmNames.member.1=kaigo-dr-region-api", service: "monitoring", region: "us-west-2",
        version: "2010-08-01"))
    #expect(response.body.contains("<AlarmName>kaigo-dr-region-api</AlarmName>"))
  }
}
