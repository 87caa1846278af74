import DarumaCore
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

  @Test(
    "step actions",
    arguments: [
      (
        StepAction.rdsRestore(RDSRestoreOptions(instanceClass: "db.r6g.large", multiAZ: true)),
        #"{"rds.restore":{"instanceClass":"db.r6g.large","multiAZ":true,"publiclyAccessible":false,"securityGroups":[]}}"#
      ),
      (.ecsScale(ECSScaleOptions(desiredCount: 4)), #"{"ecs.scale":{"desiredCount":4}}"#),
      (
        .route53Switch(Route53SwitchOptions(zone: "Z1", name: "app", type: .a, target: .values(["10.0.0.1"]))),
        #"{"route53.switch":{"name":"app","target":{"values":["10.0.0.1"]},"ttl":60,"type":"A","zone":"Z1"}}"#
      ),
      (
        .route53Switch(
          Route53SwitchOptions(zone: "Z1", name: "db", type: .cname, target: .endpointOf("restore-db"), ttl: 5)),
        #"{"route53.switch":{"name":"db","target":{"endpointOf":"restore-db"},"ttl":5,"type":"CNAME","zone":"Z1"}}"#
      ),
      (
        .httpCheck(HTTPCheckOptions(url: "https://app.example")),
        #"{"http.check":{"consecutive":1,"expect":200,"url":"https://app.example"}}"#
      ),
      (.notify(NotifyOptions(channels: [], message: "m")), #"{"notify":{"channels":[],"message":"m"}}"#),
    ])
  func stepActions(value: StepAction, text: String) throws {
    try Self.check(value, text)
    #expect(text.hasPrefix(#"{"\#(value.name)":"#), "named as in an application file")
  }

  @Test(
    "actions",
    arguments: [
      (
        Action.scaleService(ScaleService(region: "us-west-2", cluster: "main", service: "api", desiredCount: 4)),
        #"{"scaleService":{"cluster":"main","desiredCount":4,"region":"us-west-2","service":"api"}}"#
      ),
      (
        .switchRecord(SwitchRecord(zone: "Z1", name: "app", type: .a, values: ["10.0.0.1"], ttl: 60)),
        #"{"switchRecord":{"name":"app","ttl":60,"type":"A","values":["10.0.0.1"],"zone":"Z1"}}"#
      ),
      (
        .checkEndpoint(CheckEndpoint(url: "https://app.example", expect: 200, consecutive: 3)),
        #"{"checkEndpoint":{"consecutive":3,"expect":200,"url":"https://app.example"}}"#
      ),
      (
        .sendNotice(SendNotice(channels: [], subject: "s", message: "m")),
        #"{"sendNotice":{"channels":[],"message":"m","subject":"s"}}"#
      ),
    ])
  func actions(value: Action, text: String) throws {
    try Self.check(value, text)
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
