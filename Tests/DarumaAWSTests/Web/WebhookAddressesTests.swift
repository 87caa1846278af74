import DarumaCore
import TestSupport
import Testing

@testable import DarumaAWS

@Suite("What stands for the address of a webhook")
struct WebhookAddressesTests {
  private static let address = "https://hooks.example/T0/SECRET"

  @Test("a name is looked up when it is needed: in the environment, or in a file")
  func named() throws {
    let machine = FakeMachine(["HOOK": Self.address], files: ["/etc/hook": Self.address + "\n"])
    let addresses = WebhookAddresses(machine.surroundings)
    #expect(addresses.reference(for: "env:HOOK") == "env:HOOK")
    #expect(try addresses.address(of: "env:HOOK") == Self.address)
    #expect(try addresses.address(of: "file:/etc/hook") == Self.address)
    machine.write("/etc/hook", .text("https://other.example/x"))
    #expect(try addresses.address(of: "file:/etc/hook") == "https://other.example/x")
  }

  @Test("one in the clear is kept in memory, under a name that is the same each time and does not tell it")
  func inClear() throws {
    let addresses = WebhookAddresses()
    let reference = addresses.reference(for: Self.address)
    #expect(reference == WebhookAddresses().reference(for: Self.address))
    #expect(reference.contains("hooks.example") && !reference.contains("SECRET"))
    #expect(addresses.reference(for: reference) == reference)
    #expect(try addresses.address(of: reference) == Self.address)
  }

  @Test("the URL of a check is shown but for its query, and found again")
  func checks() throws {
    let url = "https://app.example/health?token=SECRET"
    let addresses = WebhookAddresses()
    let reference = addresses.reference(forCheck: url)
    #expect(reference.hasPrefix("memory:https://app.example/health?") && !reference.contains("SECRET"))
    #expect(try addresses.address(of: reference, for: .check) == url)
    #expect(addresses.reference(forCheck: reference) == reference)
    for plain in ["https://app.example/health", "env:CHECK", "file:/etc/check"] {
      #expect(addresses.reference(forCheck: plain) == plain)
    }
    let fault = #expect(throws: CloudFault.self) { try WebhookAddresses().address(of: reference, for: .check) }
    #expect(fault?.code == "http.no-address" && fault?.isRetriable == true)
  }

  @Test("journals of before hold addresses: they are used as they are")
  func old() throws { #expect(try WebhookAddresses().address(of: Self.address) == Self.address) }

  @Test("what can't be looked up is named, and may be mended while a message waits")
  func missing() {
    for reference in ["env:HOOK", "file:/etc/hook", "memory:hooks.example/0123"] {
      let fault = #expect(throws: CloudFault.self) { try WebhookAddresses().address(of: reference) }
      #expect(fault?.isRetriable == true && fault?.message.contains(reference) == true)
    }
  }

  @Test("contacts and steps of an application hold names in place of addresses")
  func application() throws {
    let addresses = WebhookAddresses()
    let application = Application(
      name: "care", account: "1", regions: Regions(primary: "us-east-1", recovery: "us-west-2"),
      objectives: Objectives(rpo: .hours(1), rto: .hours(4)),
      plans: [
        Plan(
          name: "p", kind: .failover,
          steps: [
            Step(
              id: "tell", action: .notify(channels: [.webhook(url: Self.address)], message: "m"),
              resource: nil, timeout: .minutes(1))
          ])
      ], contacts: [Contact(role: "ops", channel: .webhook(url: Self.address))])
    let named = application.withChannels { channel in
      guard case .webhook(let url) = channel else { return channel }
      return .webhook(url: addresses.reference(for: url))
    }
    #expect(!"\(named)".contains("SECRET") && "\(application)".contains("SECRET"))
  }
}
