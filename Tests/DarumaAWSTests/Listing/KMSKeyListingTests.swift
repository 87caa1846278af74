import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Listing the state of keys")
struct KMSKeyListingTests {
  private typealias Harness = ListingHarness

  private static func key(_ state: String, _ more: String = "", id: String = "k-1") -> HTTPResponse {
    .ok(
      #"{"KeyMetadata":{"KeyId":"\#(id)","Arn":"arn:x","Enabled":false,"CreationDate":1.5,"KeyState":"\#(state)""#
        + "\(more)}}")
  }

  @Test(
    "what each state means for decrypting",
    arguments: [
      ("Enabled", .usable), ("Updating", .usable), ("Disabled", .disabled), ("Creating", .disabled),
      ("PendingImport", .disabled), ("Unavailable", .disabled), ("PendingDeletion", .pendingDeletion),
      ("PendingReplicaDeletion", .pendingDeletion),
    ] as [(String, KeyChanged.State)])
  func states(state: String, expected: KeyChanged.State) async throws {
    let harness = Harness(Self.key(state))
    let found = try await harness.list(.kmsKeys, keys: [Harness.key])
    #expect(
      found == [
        Listed(
          resource: nil, at: Harness.now, fact: .keyChanged(KeyChanged(key: Harness.key, state: expected)))
      ])
    #expect(
      harness.transport.bodies == [#"{"KeyId":"arn:aws:kms:us-east-1:123456789012:key/k-1"}"#])
  }

  @Test("each key is asked for in its own region; one that does not exist is missing, with the others")
  func several() async throws {
    let other: ARN = "arn:aws:kms:us-west-2:123456789012:key/k-2"
    let harness = Harness(
      .jsonError(400, "NotFoundException"), Self.key("PendingDeletion", #","DeletionDate":1798081510.5"#, id: "k-2"))
    let found = try await harness.list(.kmsKeys, keys: [Harness.key, other])
    #expect(
      found.map(\.fact) == [
        .keyChanged(KeyChanged(key: Harness.key, state: .missing)),
        .keyChanged(
          KeyChanged(
            key: other, state: .pendingDeletion, deletedAt: Instant(milliseconds: 1_798_081_510_500))),
      ])
    #expect(
      harness.transport.requests.map(\.url) == [
        "https://kms.us-east-1.amazonaws.com/", "https://kms.us-west-2.amazonaws.com/",
      ])
  }

  @Test("one that may not be described is told of as such, and hides no other")
  func unreadable() async throws {
    let other: ARN = "arn:aws:kms:us-east-1:999999999999:key/k-2"
    let harness = Harness(.jsonError(400, "AccessDeniedException"), Self.key("Disabled"))
    let found = try await harness.list(.kmsKeys, keys: [other, Harness.key])
    #expect(
      found.map(\.fact) == [
        .keyChanged(KeyChanged(key: other, state: .unreadable)),
        .keyChanged(KeyChanged(key: Harness.key, state: .disabled)),
      ])
  }

  @Test("no access is not missing")
  func denied() async throws {
    let fault = try #require(
      await Harness(.jsonError(400, "AccessDeniedException")).fault(.kmsKeys, keys: [Harness.key]))
    #expect(fault.code == "kms.AccessDeniedException")
    #expect(fault.message.contains("Allow kms:DescribeKey "))
  }

  @Test("a state that nobody knows is a fault; no keys are no question")
  func edges() async throws {
    let fault = await Harness(Self.key("Melted")).fault(.kmsKeys, keys: [Harness.key])
    #expect(fault?.code == "kms.UnknownKeyState")
    #expect(try await Harness().list(.kmsKeys).isEmpty)
  }
}
