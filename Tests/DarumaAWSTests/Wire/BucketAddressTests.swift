import DarumaAWS
import DarumaCore
import Testing

@Suite("Where a bucket is reached")
struct BucketAddressTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var bucket = "my-bucket"
    var region: Region = "us-west-2"
    var settings = EndpointSettings()
    var url: String
    var testDescription: String { url }
  }

  static let cases: [Case] = [
    Case(url: "https://my-bucket.s3.us-west-2.amazonaws.com/?versioning="),
    Case(region: "us-east-1", url: "https://my-bucket.s3.us-east-1.amazonaws.com/?versioning="),
    Case(region: "cn-north-1", url: "https://my-bucket.s3.cn-north-1.amazonaws.com.cn/?versioning="),
    Case(
      settings: EndpointSettings(usesFIPS: true),
      url: "https://my-bucket.s3-fips.us-west-2.amazonaws.com/?versioning="),
    Case(
      settings: EndpointSettings(usesDualStack: true),
      url: "https://my-bucket.s3.dualstack.us-west-2.amazonaws.com/?versioning="),
    Case(
      region: "us-gov-west-1", settings: EndpointSettings(usesFIPS: true, usesDualStack: true),
      url: "https://my-bucket.s3-fips.dualstack.us-gov-west-1.amazonaws.com/?versioning="),
    // What is not one label of a host stands in the path.
    Case(bucket: "my.bucket", url: "https://s3.us-west-2.amazonaws.com/my.bucket/?versioning="),
    Case(bucket: "My_Bucket", url: "https://s3.us-west-2.amazonaws.com/My_Bucket/?versioning="),
    Case(bucket: "-x-", url: "https://s3.us-west-2.amazonaws.com/-x-/?versioning="),
    Case(bucket: "a/../b", url: "https://s3.us-west-2.amazonaws.com/a%2F..%2Fb/?versioning="),
    Case(bucket: "evil.example#", url: "https://s3.us-west-2.amazonaws.com/evil.example%23/?versioning="),
    // A configured address has no names for buckets.
    Case(
      settings: EndpointSettings(url: "http://127.0.0.1:5000"),
      url: "http://127.0.0.1:5000/my-bucket/?versioning="),
    Case(
      settings: EndpointSettings(urlsByService: ["S3": "https://store.example/s3/"]),
      url: "https://store.example/s3/my-bucket/?versioning="),
  ]

  @Test("as AWS's own rules have it", arguments: cases)
  func address(example: Case) throws {
    let endpoint = try EndpointResolver(example.settings).endpoint(of: .s3, in: example.region)
    #expect(endpoint.url(of: try GetBucketVersioning(bucket: example.bucket).message()) == example.url)
    #expect(endpoint.signingRegion == example.region)
  }

  @Test("S3 has no FIPS endpoint in China")
  func china() {
    let resolver = EndpointResolver(EndpointSettings(usesFIPS: true))
    let fault = #expect(throws: CloudFault.self) { try resolver.endpoint(of: .s3, in: "cn-north-1") }
    #expect(fault?.code == "endpoint.no-fips")
  }
}
