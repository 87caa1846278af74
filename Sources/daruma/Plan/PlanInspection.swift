import DarumaAWS
import DarumaActions
import DarumaCore
import DarumaRuntime
import Foundation
import Logging

/// Looks, only to read, whether each step of a plan would succeed with the credentials at hand.
struct PlanInspection {
  private let run: DryRun
  private let application: Application

  init(_ run: DryRun, _ application: Application) {
    self.run = run
    self.application = application
  }

  /// - Throws: ``CommandFailure`` where AWS can't be asked at all, or the credentials are of another account: what is seen
  ///   there proves nothing.
  func inspect(_ document: inout PlanDocument) async throws {
    let clock = SystemClock()
    let aws: RealCloud
    do {
      aws = try RealCloud(
        environment: ProcessInfo.processInfo.environment, addresses: WebhookAddresses(),
        logger: Logger(label: "daruma", factory: { _ in SwiftLogNoOpLogHandler() }), journal: { nil },
        now: { clock.now })
    } catch {
      throw CommandFailure("AWS can't be asked: \(error)")
    }
    let result: Result<Void, any Error>
    do { result = .success(try await inspect(&document, aws)) } catch { result = .failure(error) }
    await aws.shutdown()
    try result.get()
  }

  private func inspect(_ document: inout PlanDocument, _ aws: RealCloud) async throws {
    let regions = [application.regions.recovery, application.regions.primary]
    let caller = await aws.callers.caller(in: regions, wanting: application.account)
    if let fault = caller.fault(for: application.account) {
      throw CommandFailure(fault + (caller.remedy(for: application.account).map { " " + $0 } ?? ""))
    }
    for item in run.items {
      guard let index = document.steps.firstIndex(where: { $0.step == item.step.id }) else { continue }
      document.steps[index].findings = await aws.cloud.check(item, of: run).map(PlanDocument.Finding.init)
    }
    document.permissionFindings = await PermissionCheck.findings(of: run, as: caller, aws.client).map(
      PlanDocument.Finding.init)
  }
}
