import DarumaActions
import DarumaAWS
import DarumaCore
import Synchronization
import Testing

@testable import DarumaSimulation

/// The sample estate after us-east-1 has fallen, and processes that play a plan in it, in the model's time.
final class PlanWorld: Sendable {
  static let night = ReferenceNight(day: Instant(milliseconds: 1_795_478_400_000))
  /// How often a process looks again at what takes its time.
  private static let pause = Span.minutes(5)
  private static let retry = Span.seconds(10)
  /// More turns than any step needs.
  private static let mostTurns = 60

  let host: CloudHost
  private let now = Mutex(PlanWorld.night.outage.milliseconds)

  /// - Parameters:
  ///   - faults: what goes wrong in the recovery region and with names, from the fall on.
  ///   - seed: of chance.
  init(faults: [FaultRule] = [], seed: UInt64 = 1) {
    host = CloudHost(
      SampleEstate.kaigo(
        now: Self.night.start.milliseconds, faults: FaultPlan(faults), seed: seed,
        recoveryBalancer: .showsMaintenance))
    for change: ReferenceNight.CloudChange in [.backUp, .copy, .primaryRegionFalls] {
      host.happen(change, in: Self.night)
    }
  }

  /// What an execution has journaled.
  struct Journal {
    var left: [StepID: [String: String]] = [:]
  }

  /// What a step came to that did not end well.
  struct Ended: Error {
    let step: StepID
    let how: String
  }

  /// Plays the plan as one process, from where the journal is.
  ///
  /// - Returns: The process's transport, and whether it came to the end of the plan.
  func play(
    _ plan: PlayedPlan, _ journal: inout Journal, strike: (call: Int, how: MortalTransport.Strike)? = nil
  ) async throws -> (transport: MortalTransport, isWhole: Bool) {
    let transport = transport(strike)
    let cloud = cloud(transport)
    for step in plan.plan.steps where journal.left[step.id] == nil {
      let effect = try plan.effect(of: step, after: journal.left)
      guard let outputs = try await carryOut(effect, by: cloud, transport) else { return (transport, false) }
      journal.left[step.id] = outputs
    }
    return (transport, true)
  }

  /// Looks, acts and looks again, as the executor does.
  ///
  /// - Returns: What the step leaves; nil where the process was killed.
  private func carryOut(
    _ effect: Effect, by cloud: AWSCloud, _ transport: MortalTransport
  ) async throws -> [String: String]? {
    let step = effect.step ?? "?"
    for _ in 0..<Self.mostTurns {
      do throws(CloudFault) {
        switch try await cloud.observe(effect) {
        case .done(let outputs, _): return transport.isDead ? nil : outputs
        case .inProgress: pass(Self.pause)
        case .absent:
          if case .finished(let outputs) = try await cloud.act(effect) { return transport.isDead ? nil : outputs }
        case .conflict(let failure), .broken(let failure):
          return try ended(step, "\(failure.code): \(failure.message)")
        }
      } catch {
        guard error.isRetriable || error.kind == .outcomeUnknown || transport.isDead else {
          throw Ended(step: step, how: "\(error)")
        }
        pass(Self.retry)
      }
      if transport.isDead { return nil }
    }
    throw Ended(step: step, how: "it never ended")
  }

  private func ended(_ step: StepID, _ how: String) throws(CloudFault) -> [String: String]? {
    throw CloudFault(kind: .refused, code: "test.ended", message: "\(step): \(how)", isRetriable: false)
  }

  private func pass(_ span: Span) { now.withLock { $0 += span.milliseconds } }

  private func transport(_ strike: (call: Int, how: MortalTransport.Strike)?) -> MortalTransport {
    let keys = AccessKeys(["AKIATEST": "secret"], now: { [self] in Instant(milliseconds: time) })
    return MortalTransport(
      InProcessTransport(AWSFace(host, now: { [self] in time }, check: keys.check)), strike: strike)
  }

  private var time: Int64 { now.withLock(\.self) }

  private func cloud(_ transport: MortalTransport) -> AWSCloud {
    let credentials = AWSCredentials(accessKeyID: "AKIATEST", secretAccessKey: "secret", source: .explicit)
    let signer = CredentialSigner(
      FixedCredentials(credentials), now: { [self] in Instant(milliseconds: time) })
    let pacing = Pacing(elapsed: { .zero }, sleep: { _ throws(CancellationError) in }, fraction: { 0.5 })
    let client = AWSClient(
      transport: transport, endpoints: EndpointResolver(EndpointSettings()), signer: signer, pacing: pacing)
    return AWSCloud(client: client, transport: transport, addresses: WebhookAddresses())
  }
}

extension PlanWorld {
  /// What there is in the recovery region, without ids that chance gives.
  var inventory: [String] {
    host.withCloud { cloud in
      let region = cloud.estate[region: SampleEstate.recoveryRegion]
      let service = region.containers.cluster(SampleEstate.recoveryCluster)?.service(SampleEstate.service)
      let balancing = region.balancing
      let actions =
        (balancing.listeners[SampleEstate.recoveryListener]?.actions ?? [])
        + (balancing.rules[SampleEstate.recoveryRule]?.actions ?? [])
      let names = [SampleEstate.host, SampleEstate.databaseHost].map {
        cloud.estate.dns.resolve($0, at: cloud.estate.now, throughCache: false) ?? []
      }
      var lines = region.databases.instances.values.map { "database \($0.identifier) \($0.status)" }
      lines += region.fileSystems.fileSystems.values.map {
        "file system \($0.options.creationToken) \($0.lifeCycleState) \($0.tags.count) tags"
      }
      lines += region.fileSystems.mountTargets.values.map { "mount target in \($0.subnet.id) \($0.lifeCycleState)" }
      lines += region.backups.restoreJobs.values.map { "restore job \($0.status)" }
      lines += region.caches.groups.values.map { "cache \($0.identifier) \($0.status)" }
      lines += region.scaling.groups.values.map { "group \($0.name) \($0.desired)" }
      lines += region.eventSources.mappings.values.map { "mapping \($0.stateName)" }
      lines += region.eventSources.rules.values.map { "rule \($0.key.name) \($0.isEnabled)" }
      lines += region.parameters.parameters.values.map {
        "parameter \($0.name) \($0.value == SampleEstate.unsetParameter ? "unset" : "set")"
      }
      lines.append("tasks \(service?.desiredCount ?? 0)")
      lines.append("weights \(actions.flatMap(\.shares).map(\.weight))")
      lines.append("users at \(names[0])")
      lines.append("database at \(names[1].count)")
      return lines.sorted()
    }
  }
}
