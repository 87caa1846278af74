internal import DarumaCore

extension AWSClient {
  /// As long as AWS's own tools let it live.
  private static let linkLifetime = Span.hours(1)

  /// A copy across regions with a signed address of the same call in the region that it comes from; any other call as
  /// it is. EC2 wants to be told the destination besides.
  ///
  /// The address is made once: where a wrong clock or old credentials are found out by the call itself, it fails, and
  /// the next call is good.
  func withLinkToSource(_ call: AWSCall, in region: Region) async throws(CloudFault) -> AWSCall {
    guard let source = call.copiesFrom, case .object(var members) = call.input else { return call }
    members["DestinationRegion"] = .text(region.rawValue)
    var copy = call
    copy.input = .object(members)
    let link = try await presigned(copy.link, of: OperationName(call), in: source, validFor: Self.linkLifetime)
    if call.service.wireProtocol == .ec2 {
      members["PresignedUrl"] = .text(link)
    } else {
      members["DestinationRegion"] = nil
      members["PreSignedUrl"] = .text(link)
    }
    copy.input = .object(members)
    return copy
  }
}
