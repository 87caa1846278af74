import DarumaCore
import TestSupport
import Testing

@Suite("A choice is an object with one key, named as in an application file")
struct TaggedUnionTests {
  @Test(
    "conditions",
    arguments: [
      (
        Condition.alarm(AlarmTest(name: "kaigo-*", state: .alarm)),
        #"{"alarm":{"name":"kaigo-*","state":"alarm"}}"#
      ),
      (
        .health(HealthTest(region: "us-east-1", minimumExpectedDuration: .hours(4))),
        #"{"health":{"minimumExpectedDuration":"PT4H","region":"us-east-1"}}"#
      ),
      (
        .silence(SilenceTest(source: "s", duration: .minutes(3))),
        #"{"silence":{"duration":"PT3M","source":"s"}}"#
      ),
      (.not(.all([])), #"{"not":{"all":[]}}"#),
      (.any([.all([]), .not(.any([]))]), #"{"any":[{"all":[]},{"not":{"any":[]}}]}"#),
      (.atLeast(2, of: [.all([])]), #"{"atLeast":2,"of":[{"all":[]}]}"#),
    ])
  func conditions(value: Condition, text: String) throws {
    try Self.check(value, text)
  }

  @Test(
    "channels",
    arguments: [
      (Channel.sns(topic: "arn:aws:sns:us-west-2:1:oncall"), #"{"sns":"arn:aws:sns:us-west-2:1:oncall"}"#),
      (.webhook(url: "https://hook.example"), #"{"webhook":"https://hook.example"}"#),
    ])
  func channels(value: Channel, text: String) throws {
    try Self.check(value, text)
  }

  @Test("an action is written with its name, version, region, parameters and traits")
  func actions() throws {
    try Self.check(
      Action.ecsScale(desiredCount: 4),
      #"{"action":"ecs.scale","actionVersion":1,"parameters":{"cluster":"main","desiredCount":4,"service":"api"},"region":"us-west-2","#
        + #""traits":{"idempotency":"absolute","leaves":["runningCount","arn"],"nature":"changes","#
        + #""plane":{"control":"ECS"},"sentence":"run {desiredCount} tasks of {cluster}/{service} in {region}","#
        + #""services":["ECS","FARGATE","ECR"]}}"#)
    try Self.check(
      StepAction(
        name: "a.b",
        parameters: ["x": .blank(.output(of: "s", key: "endpoint")), "y": .null, "z": [.decimal(1.5), true, "t"]],
        traits: .check),
      #"{"action":"a.b","actionVersion":1,"parameters":{"x":{"$output":{"key":"endpoint","step":"s"}},"y":null,"z":[1.5,true,"t"]},"#
        + #""traits":{"idempotency":"none","leaves":["status"],"nature":"looks","plane":{"addresses":true},"#
        + #""proves":5,"sentence":"check that {url} answers {expect}","services":[]}}"#)
  }

  private static func check<Value: Codable & Equatable>(_ value: Value, _ text: String) throws {
    #expect(try JSONText.of(value) == text)
    #expect(try JSONText.read(text) == value)
  }

  @Test(
    "none, two, an unknown one, or half of a pair is refused",
    arguments: [
      "{}", #"{"all":[],"any":[]}"#, #"{"sometimes":[]}"#, #"{"atLeast":2}"#, #"{"of":[]}"#,
      #"{"atLeast":"2","of":[]}"#, #"{"alarm":{"_0":{}}}"#, "[]", #""all""#,
    ])
  func refused(text: String) {
    #expect(throws: DecodingError.self) { try JSONText.read(text, as: Condition.self) }
  }

  @Test("names stay text, also where they look like numbers")
  func names() throws {
    #expect(try JSONText.of(Account("012345678901")) == #""012345678901""#)
    #expect(throws: DecodingError.self) { try JSONText.read("12345678901", as: Account.self) }
    #expect(try JSONText.of([StepID("b"): 1, "a": 2]) == #"{"a":2,"b":1}"#)
    #expect(Role("a") < "b")
    #expect("\(Region("us-west-2"))" == "us-west-2")
  }
}
