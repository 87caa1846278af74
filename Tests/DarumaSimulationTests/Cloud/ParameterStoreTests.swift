import Testing

@testable import DarumaSimulation

@Suite("Parameter Store")
struct ParameterStoreTests {
  @Test("a parameter is made once, and written over where that is asked for, with its version counted")
  func writes() throws {
    var scenario = Scenario()
    let made = try scenario.call(PutParameter(parameter: "/a/b", value: "1", type: "String", description: "first"))
    #expect(made.version == 1)
    #expect(made.arn == "arn:aws:ssm:us-west-2:123456789012:parameter/a/b")
    #expect(scenario.refusal(of: PutParameter(parameter: "/a/b", value: "2")) == "ParameterAlreadyExists")
    #expect(try scenario.call(PutParameter(parameter: "/a/b", value: "2", overwrites: true)).version == 2)
    #expect(try scenario.call(GetParameter(parameter: made.arn)).value == "2")
    let told = try scenario.call(DescribeParameters(names: ["/a/b"])).found
    #expect(told.map(\.description) == ["first"])
    #expect(try scenario.call(DescribeParameters(names: ["/a/c"])).found.isEmpty)
  }

  @Test("what makes no sense is refused")
  func refusals() {
    var scenario = Scenario()
    #expect(scenario.refusal(of: GetParameter(parameter: "/a")) == "ParameterNotFound")
    #expect(scenario.refusal(of: PutParameter(parameter: "/a", value: "1")) == "ValidationException")
    #expect(scenario.refusal(of: PutParameter(parameter: "a/b", value: "1", type: "String")) == "ValidationException")
    #expect(scenario.refusal(of: PutParameter(parameter: "/a//b", value: "1", type: "String")) == "ValidationException")
    #expect(scenario.refusal(of: PutParameter(parameter: "/a", value: "", type: "String")) == "ValidationException")
    #expect(scenario.refusal(of: PutParameter(parameter: "/a", value: "1", type: "Text")) == "UnsupportedParameterType")
    let deep = String(repeating: "/a", count: 16)
    #expect(
      scenario.refusal(of: PutParameter(parameter: deep, value: "1", type: "String"))
        == "HierarchyLevelLimitExceededException")
    let other = PutParameter(
      parameter: SampleEstate.cacheParameter, value: "x", type: "SecureString", overwrites: true)
    #expect(scenario.refusal(of: other) == "HierarchyTypeMismatchException")
    scenario.cloud.estate[region: "us-west-2"].parameters.quota = 2
    #expect(scenario.refusal(of: PutParameter(parameter: "/a", value: "1", type: "String")) == "ParameterLimitExceeded")
  }
}
