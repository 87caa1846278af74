import Testing

@testable import DarumaSimulation

@Suite("The log of calls")
struct CallLogTests {
  @Test("it says what was asked, where, when, and with what outcome")
  func entries() throws {
    var scenario = Scenario()
    _ = scenario.reply(DescribeDBInstances(identifier: "x", page: PageRequest(maxRecords: 20)))
    let call = try #require(scenario.cloud.log.calls.first)
    #expect(call.number == 1)
    #expect(call.at == scenario.now)
    #expect(call.service == .rds)
    #expect(call.region == "us-west-2")
    #expect(call.parameters == ["DBInstanceIdentifier": "x", "MaxRecords": "20"])
    #expect(call.deed == .refused("DBInstanceNotFound"))
    #expect(call.arrived == .error("DBInstanceNotFound"))
  }

  @Test("counts reach further back than the calls kept in full")
  func counts() {
    var cloud = SimulatedCloud(
      estate: Estate(account: "123456789012", regions: ["us-east-1", "us-west-2"]), log: CallLog(limit: 3))
    for time in 0..<10 {
      _ = cloud.call(DescribeDBInstances(), in: time < 4 ? "us-east-1" : "us-west-2", now: Int64(time))
    }
    _ = cloud.call(DescribeDBInstances(identifier: "nowhere"), in: "us-west-2", now: 10)
    #expect(cloud.log.calls.map(\.number) == [9, 10, 11])
    #expect(cloud.log.dropped == 8)
    #expect(cloud.log.count(of: "DescribeDBInstances") == 11)
    #expect(cloud.log.count(of: "DescribeDBInstances", in: "us-east-1") == 4)
    #expect(cloud.log.count(of: "DescribeDBInstances", isDone: true) == 10)
    #expect(cloud.log.count(of: "DescribeDBInstances", in: "us-west-2", isDone: false) == 1)
    #expect(cloud.log.count(of: "CreateDBInstance") == 0)
  }

  @Test("a history keeps the newest in order")
  func history() {
    var history = BoundedHistory<Int>(limit: 3)
    #expect(history.elements.isEmpty)
    for number in 1...3 { history.append(number) }
    #expect(history.elements == [1, 2, 3])
    #expect(history.dropped == 0)
    for number in 4...8 { history.append(number) }
    #expect(history.elements == [6, 7, 8])
    #expect(history.dropped == 5)
    #expect(history.count == 3)
  }
}
