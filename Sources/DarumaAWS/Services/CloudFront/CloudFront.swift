internal import DarumaCore

extension AWSService {
  /// Amazon CloudFront. GovCloud has none of its own.
  package static let cloudFront = AWSService(
    name: "CloudFront", endpointPrefix: "cloudfront", environmentName: "CLOUDFRONT", version: "2020-05-31",
    wireProtocol: .restXML, home: .partition([.aws: "us-east-1", .china: "cn-northwest-1"]),
    hostForm: [.namesRegionInChina, .dualStackIsPlainInChina],
    xmlNamespace: "http://cloudfront.amazonaws.com/doc/2020-05-31/", collections: .cloudFront)
}
