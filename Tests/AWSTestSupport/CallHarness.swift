package import DarumaAWS
package import DarumaCore
package import Testing

/// A client over a scripted transport, with everything that it can be asked about afterwards.
package struct CallHarness {
  package let transport: ScriptedTransport
  package let signer: RecordingSigner
  package let time: ManualPacing
  package let client: AWSClient

  package init(
    _ replies: [ScriptedTransport.Reply], signer: RecordingSigner = RecordingSigner(),
    time: ManualPacing = ManualPacing(), policy: RetryPolicy = RetryPolicy(),
    endpoints: EndpointSettings = EndpointSettings()
  ) {
    transport = ScriptedTransport(replies)
    self.signer = signer
    self.time = time
    client = AWSClient(
      transport: transport, endpoints: EndpointResolver(endpoints), signer: signer, policy: policy,
      pacing: time.pacing)
  }

  /// The fault with which `call` ends; nil, and a failed expectation, where it is answered.
  package func fault<Call: ServiceOperation>(
    of call: Call, in region: Region = "us-west-2", sourceLocation: SourceLocation = #_sourceLocation
  ) async -> CloudFault? {
    do throws(CloudFault) {
      _ = try await client.send(call, in: region)
      Issue.record("\(Call.name) was answered", sourceLocation: sourceLocation)
      return nil
    } catch {
      return error
    }
  }
}
