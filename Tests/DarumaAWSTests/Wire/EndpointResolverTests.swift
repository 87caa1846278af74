import DarumaAWS
import DarumaCore
import Testing

@Suite("Finding endpoints")
struct EndpointResolverTests {
  static let services: [String: AWSService] = [
    "rds": .rds, "ecs": .ecs, "route53": .route53, "sns": .sns, "sts": .sts,
    "backup": .backup, "ec2": .ec2, "elasticache": .elastiCache, "efs": .efs, "monitoring": .cloudWatch,
    "kms": .kms,
  ]

  struct Case: Sendable, CustomTestStringConvertible {
    var service: String
    var region: Region
    var fips = false
    var dual = false
    var url: String
    var testDescription: String { "\(service) \(region)\(fips ? " FIPS" : "")\(dual ? " dual-stack" : "")" }
  }

  static let cases: [Case] = [
    Case(service: "rds", region: "us-west-2", url: "https://rds.us-west-2.amazonaws.com/"),
    Case(service: "sns", region: "ap-northeast-1", url: "https://sns.ap-northeast-1.amazonaws.com/"),
    Case(service: "sts", region: "us-east-1", url: "https://sts.us-east-1.amazonaws.com/"),
    Case(service: "ecs", region: "us-west-2", fips: true, url: "https://ecs-fips.us-west-2.amazonaws.com/"),
    Case(service: "ecs", region: "us-west-2", dual: true, url: "https://ecs.us-west-2.api.aws/"),
    Case(
      service: "sts", region: "us-west-2", fips: true, dual: true,
      url: "https://sts-fips.us-west-2.api.aws/"),
    Case(service: "rds", region: "cn-north-1", url: "https://rds.cn-north-1.amazonaws.com.cn/"),
    Case(
      service: "rds", region: "cn-north-1", dual: true,
      url: "https://rds.cn-north-1.api.amazonwebservices.com.cn/"),
    Case(service: "rds", region: "us-gov-west-1", url: "https://rds.us-gov-west-1.amazonaws.com/"),
    Case(
      service: "rds", region: "us-gov-west-1", fips: true, url: "https://rds.us-gov-west-1.amazonaws.com/"),
    Case(
      service: "rds", region: "us-gov-west-1", fips: true, dual: true,
      url: "https://rds-fips.us-gov-west-1.api.aws/"),
    Case(
      service: "ecs", region: "us-gov-east-1", fips: true,
      url: "https://ecs-fips.us-gov-east-1.amazonaws.com/"),
    Case(service: "route53", region: "us-west-2", url: "https://route53.amazonaws.com/"),
    Case(service: "route53", region: "us-west-2", fips: true, url: "https://route53-fips.amazonaws.com/"),
    Case(service: "route53", region: "us-west-2", dual: true, url: "https://route53.global.api.aws/"),
    Case(
      service: "route53", region: "us-west-2", fips: true, dual: true,
      url: "https://route53-fips.global.api.aws/"),
    Case(service: "route53", region: "cn-north-1", url: "https://route53.amazonaws.com.cn/"),
    Case(
      service: "route53", region: "cn-north-1", dual: true,
      url: "https://route53.global.api.amazonwebservices.com.cn/"),
    Case(
      service: "route53", region: "cn-north-1", fips: true, dual: true,
      url: "https://route53-fips.api.amazonwebservices.com.cn/"),
    Case(
      service: "route53", region: "us-gov-east-1", fips: true, url: "https://route53.us-gov.amazonaws.com/"),
    Case(service: "route53", region: "us-gov-east-1", dual: true, url: "https://route53.us-gov.api.aws/"),
  ]

  static let listed: [Case] = [
    Case(service: "backup", region: "us-west-2", url: "https://backup.us-west-2.amazonaws.com/"),
    Case(service: "ec2", region: "us-west-2", dual: true, url: "https://ec2.us-west-2.api.aws/"),
    Case(
      service: "ec2", region: "us-gov-west-1", fips: true, url: "https://ec2.us-gov-west-1.amazonaws.com/"),
    Case(
      service: "elasticache", region: "us-gov-east-1", fips: true,
      url: "https://elasticache.us-gov-east-1.amazonaws.com/"),
    Case(service: "efs", region: "us-west-2", url: "https://elasticfilesystem.us-west-2.amazonaws.com/"),
    Case(
      service: "efs", region: "us-west-2", fips: true,
      url: "https://elasticfilesystem-fips.us-west-2.amazonaws.com/"),
    Case(service: "efs", region: "us-west-2", dual: true, url: "https://efs.us-west-2.api.aws/"),
    Case(
      service: "efs", region: "us-gov-west-1", fips: true, dual: true,
      url: "https://efs-fips.us-gov-west-1.api.aws/"),
    Case(
      service: "monitoring", region: "us-gov-west-1", fips: true,
      url: "https://monitoring.us-gov-west-1.amazonaws.com/"),
    Case(service: "monitoring", region: "us-west-2", url: "https://monitoring.us-west-2.amazonaws.com/"),
    Case(
      service: "kms", region: "us-gov-west-1", fips: true,
      url: "https://kms-fips.us-gov-west-1.amazonaws.com/"),
    Case(service: "kms", region: "cn-north-1", url: "https://kms.cn-north-1.amazonaws.com.cn/"),
  ]

  @Test("AWS's own rules", arguments: cases + listed)
  func rules(example: Case) throws {
    let service = try #require(Self.services[example.service])
    let resolver = EndpointResolver(
      EndpointSettings(usesFIPS: example.fips, usesDualStack: example.dual))
    #expect(try resolver.endpoint(of: service, in: example.region).base.text == example.url)
  }

  @Test(
    "Route 53 is signed for its home region, all else for its own",
    arguments: [
      ("us-west-2", "us-east-1"), ("cn-north-1", "cn-northwest-1"), ("us-gov-east-1", "us-gov-west-1"),
    ])
  func signingRegion(region: Region, home: Region) throws {
    let resolver = EndpointResolver(EndpointSettings())
    #expect(try resolver.endpoint(of: .route53, in: region).signingRegion == home)
    #expect(try resolver.endpoint(of: .rds, in: region).signingRegion == region)
  }

  private func resolver(_ environment: [String: String]) throws -> EndpointResolver {
    EndpointResolver(try EndpointSettings(environment: environment))
  }

  @Test("a service's own address comes before the general one, and keeps port and path")
  func configured() throws {
    let resolver = try resolver([
      "AWS_ENDPOINT_URL": "http://127.0.0.1:5000", "AWS_ENDPOINT_URL_ROUTE_53": "https://dns.example/aws/",
      "AWS_ENDPOINT_URL_SNS": "",
    ])
    let rds = try resolver.endpoint(of: .rds, in: "us-west-2")
    #expect(rds.url(of: OutgoingMessage(method: "GET", path: "/")) == "http://127.0.0.1:5000/")
    #expect(rds.signingRegion == "us-west-2")
    #expect(try resolver.endpoint(of: .sns, in: "us-west-2").base.port == 5000)
    var query = QueryParameters()
    query.add("name", "a b")
    let dns = try resolver.endpoint(of: .route53, in: "us-west-2")
    let message = OutgoingMessage(method: "GET", path: "/2013-04-01/x", query: query)
    #expect(dns.url(of: message) == "https://dns.example/aws/2013-04-01/x?name=a%20b")
    #expect(dns.signingRegion == "us-east-1")
  }

  @Test("a configured address makes regions usable that have no known host name")
  func unknownRegion() throws {
    let resolver = try resolver(["AWS_ENDPOINT_URL": "http://127.0.0.1:5000"])
    #expect(try resolver.endpoint(of: .rds, in: "us-isob-east-1").signingRegion == "us-isob-east-1")
  }

  @Test("but not what would be no region in a signature either", arguments: ["", "us/west", "US", "a b"])
  func noRegionAtAll(region: String) throws {
    let resolver = try resolver(["AWS_ENDPOINT_URL": "http://127.0.0.1:5000"])
    let fault = #expect(throws: CloudFault.self) { try resolver.endpoint(of: .rds, in: Region(region)) }
    #expect(fault?.code == "endpoint.unknown-region")
  }

  @Test("configured addresses can be switched off")
  func ignored() throws {
    let resolver = try resolver([
      "AWS_ENDPOINT_URL": "http://127.0.0.1:5000", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
    ])
    #expect(try resolver.endpoint(of: .rds, in: "us-west-2").base.host == "rds.us-west-2.amazonaws.com")
  }

  @Test("the switches are read without regard to case")
  func switches() throws {
    let settings = try EndpointSettings(environment: [
      "AWS_USE_FIPS_ENDPOINT": "TRUE", "AWS_USE_DUALSTACK_ENDPOINT": "False",
    ])
    #expect(settings == EndpointSettings(usesFIPS: true))
  }

  @Test(
    "what can't be used is refused, naming the variable",
    arguments: [
      (["AWS_ENDPOINT_URL": "127.0.0.1:5000"], "AWS_ENDPOINT_URL "),
      (["AWS_ENDPOINT_URL_RDS": "ftp://x"], "AWS_ENDPOINT_URL_RDS "),
      (["AWS_ENDPOINT_URL_RDS": "http://x/?a=b"], "AWS_ENDPOINT_URL_RDS "),
      (["AWS_USE_FIPS_ENDPOINT": "yes"], "AWS_USE_FIPS_ENDPOINT "),
      (["AWS_USE_FIPS_ENDPOINT": "true", "AWS_ENDPOINT_URL": "http://x"], "AWS_ENDPOINT_URL "),
    ])
  func refused(environment: [String: String], name: String) {
    let fault = #expect(throws: CloudFault.self) {
      try resolver(environment).endpoint(of: .rds, in: "us-west-2")
    }
    #expect(fault?.message.contains(name) == true)
    #expect(fault?.kind == .refused)
  }

  @Test(
    "a region can't name another host, and one of no known partition is refused",
    arguments: [
      "", "us-west-2.evil.example/", "us west 2", "US-WEST-2", "us-west-2#", "us-west", "us-iso-east-1",
      "eusc-de-east-1", "zz-west-1", "us-gov-west", "cn-1", "-us-west-2",
    ])
  func badRegion(region: String) {
    let resolver = EndpointResolver(EndpointSettings())
    let fault = #expect(throws: CloudFault.self) {
      try resolver.endpoint(of: .rds, in: Region(region))
    }
    #expect(fault?.code == "endpoint.unknown-region")
  }

  @Test("an address with a user's name is refused by the variable's name, and not shown", arguments: ["", "_RDS"])
  func user(service: String) throws {
    let name = "AWS_ENDPOINT_URL" + service
    let fault = #expect(throws: CloudFault.self) {
      _ = try EndpointSettings(environment: [name: "http://user:HUNTER2@127.0.0.1:9/"])
    }
    #expect(fault?.message.hasPrefix("\(name) can't be used: it carries a user name or a password") == true)
    #expect(fault?.message.contains("HUNTER2") == false)
    _ = try EndpointSettings(environment: [name: "http://127.0.0.1:9/a@b"])
  }

  @Test(
    "no message about a URL shows a password in it",
    arguments: ["http://user:HUNTER2@host/", "http://HUNTER2@host", "user:HUNTER2@host", "https://a:HUNT/ER2@host"])
  func passwords(url: String) {
    let error = #expect(throws: TransportError.self) { _ = try RequestURL(url) }
    #expect(error?.message.contains("HUNT") == false, "\(error?.message ?? "")")
  }
}
