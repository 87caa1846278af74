import DarumaAWS
import DarumaCore
import DarumaRuntime
import Foundation
import Logging

/// Whether the credentials that a worker would find here are of the applications' accounts.
enum AccountCheck {
  private static let check = "account"

  static func run(_ applications: [Application], logger: Logger) async -> [DoctorFinding] {
    guard !applications.isEmpty else { return [] }
    let aws: RealCloud
    do {
      let clock = SystemClock()
      aws = try RealCloud(
        environment: ProcessInfo.processInfo.environment, addresses: WebhookAddresses(),
        logger: logger, journal: { nil }, now: { clock.now })
    } catch {
      return [.fail(check, "AWS can't be asked: \(error)", "correct the environment that AWS's own tools read")]
    }
    var findings: [DoctorFinding] = []
    for application in applications {
      let caller = await aws.callers.caller(
        in: [application.regions.recovery, application.regions.primary], wanting: application.account)
      if let fault = caller.fault(for: application.account) {
        findings.append(
          .fail(
            check, "\(application.name): \(fault.trimmingCharacters(in: .whitespaces.union(["."])))",
            caller.remedy(for: application.account) ?? "see README"))
      } else {
        findings.append(.ok(check, "\(application.name): \(caller.words), as its file asks"))
      }
    }
    await aws.shutdown()
    return findings
  }
}
