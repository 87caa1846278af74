import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
@testable import DarumaSimulation
import Foundation
import Testing

/// The shipped application, the core, and the simulated cloud with the real client before it, in the model's time: from what
/// is heard and said to the end of an execution. A process that is killed leaves its journal, and the next one goes on from
/// that alone.
final class RunbookWorld {
  static let night = ReferenceNight(day: Instant(milliseconds: 1_795_478_400_000))

  let host: CloudHost
  let time: NightInProcess.Time
  private(set) var state: ApplicationState
  private(set) var journal: [Event] = []
  private var signals = 0

  private static let machine = Machine(digest: { "\($0)" })
  /// Between two looks at what takes its time.
  private static let pause = Span.minutes(1)
  /// More turns than any runbook needs.
  private static let mostTurns = 400

  /// At 03:42 in Japan, everything in both regions as it was then; nothing has fallen.
  init(_ text: String) throws {
    host = CloudHost(SampleEstate.kaigo(now: Self.night.start.milliseconds, recoveryBalancer: .showsMaintenance))
    time = NightInProcess.Time(Self.night.outage)
    for change: ReferenceNight.CloudChange in [.backUp, .copy] { host.happen(change, in: Self.night) }
    // The pages of the simulated web stand behind one address.
    let reachable = text.split(separator: "https://", omittingEmptySubsequences: false)
      .joined(separator: "https://cloud.example/web/")
    let reading = ApplicationFile.read(Array(reachable.utf8), file: "runbook.yaml")
    let application = try #require(reading.application, "\(reading.diagnostics)")
    state = ApplicationState(name: application.name)
    give(.declared(application, digest: "file"))
    give(.readiness(.current))
    alarm("kaigo-dr-region-api", .ok, in: "us-west-2")
  }

  var now: Instant { Instant(milliseconds: time.milliseconds) }
  var execution: Execution? { state.executions.values.max { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) } }

  // MARK: - What is heard and said

  func give(_ input: Machine.Input) {
    for event in Self.machine.decide(state, input, at: now) {
      state.apply(event)
      journal.append(event)
    }
  }

  func hear(_ fact: Fact, of resource: ARN? = nil, in region: Region = "us-east-1", at instant: Instant? = nil) {
    signals += 1
    give(
      .signal(
        Signal(
          id: SignalID("s-\(signals)"), at: instant ?? now, seenAt: now, source: "runbook", account: "123456789012",
          region: region, resource: resource, fact: fact)))
  }

  func order(
    _ command: CommandGiven.Command, plan: PlanName? = nil, step: StepID? = nil, fact: WordName? = nil,
    digest: String? = nil, before: Instant? = nil, role: Role = "management", failed: String? = nil
  ) {
    hear(
      .commandGiven(
        CommandGiven(
          command: command, application: state.name, by: "hanako", role: role,
          execution: step.flatMap { _ in execution?.id },
          plan: plan, step: step, comment: nil, failed: failed, digest: digest, fact: fact,
          until: fact == nil ? nil : now + .hours(4), before: before)))
  }

  func approve() { order(.approve, digest: execution?.machine.approval?.digest) }

  func alarm(_ name: String, _ state: AlarmChanged.State = .alarm, in region: Region = "us-east-1") {
    hear(.alarmChanged(AlarmChanged(alarm: name, state: state, since: now)), in: region)
  }

  /// What backups have told by now: last night's, of the database and of the files, with their copies.
  func hearBackups() {
    let taken = Self.night.backupBegan
    let database: ARN = "arn:aws:rds:us-east-1:123456789012:db:kaigo-subsys-prod"
    point(
      "arn:aws:rds:us-east-1:123456789012:snapshot:\(NightEvents.snapshot)", of: database, taken,
      copy: "arn:aws:rds:us-west-2:123456789012:snapshot:\(NightEvents.copy)")
    // As the listing has it: the window of the automated backups, which ends some minutes ago.
    let until = now - .minutes(5)
    hear(
      .recoveryPointTaken(
        RecoveryPointTaken(
          recoveryPoint: RecoveryPointID("\(database)#pitr"), takenAt: nil, origin: .automatic,
          window: RestorableWindow(from: until - .days(7), until: until))),
      of: database, at: until)
    let files = Self.night.start - Span(milliseconds: SampleEstate.filesBackupAge)
    point(SampleEstate.filesPoint, of: ARN(SampleEstate.fileSystemARN), files, copy: SampleEstate.filesCopy)
  }

  func point(_ original: String, of resource: ARN, _ taken: Instant, copy: String?) {
    let id = RecoveryPointID(original)
    hear(.recoveryPointTaken(RecoveryPointTaken(recoveryPoint: id, takenAt: taken)), of: resource, at: taken)
    guard let copy else { return }
    hear(
      .recoveryPointCopied(
        RecoveryPointCopied(recoveryPoint: RecoveryPointID(copy), of: id, toRegion: "us-west-2")),
      of: resource, in: "us-west-2", at: taken)
  }

  func pass(_ span: Span) {
    time.pass(span)
    give(.timePassed)
  }

  // MARK: - What is done

  /// Plays as one process until the execution has ended, waits for a person, or the process is killed.
  ///
  /// - Returns: The transport with which it was played.
  @discardableResult
  func play(strike: (call: Int, how: MortalTransport.Strike)? = nil) async -> MortalTransport {
    let transport = MortalTransport(
      InProcessTransport(
        AWSFace(
          host, now: { [time] in time.milliseconds },
          check: AccessKeys(["AKIATEST": "secret"], now: { [time] in Instant(milliseconds: time.milliseconds) }).check)),
      strike: strike)
    let cloud = cloud(transport)
    for _ in 0..<Self.mostTurns {
      for record in state.effects.open where record.effect.action.awaits == nil {
        await carryOut(record.effect, by: cloud)
        if transport.isDead { return transport }
      }
      guard let execution, !execution.machine.hasEnded, !waitsForPeople else { return transport }
      pass(Self.pause)
    }
    Issue.record("it never ended: \(execution?.machine.stateWords ?? "")")
    return transport
  }

  /// Another process, which has nothing but the journal.
  func restart() throws {
    let events = try journal.map { try JSONDecoder().decode(Event.self, from: JSONEncoder().encode($0)) }
    state = ApplicationState(name: state.name)
    for event in events { state.apply(event) }
    journal = events
    give(.readiness(.catchingUp))
    give(.readiness(.current))
  }

  /// Whether nothing goes on until a person says something: an approval, a step, or what to do about a failure.
  private var waitsForPeople: Bool {
    guard let execution else { return false }
    switch execution.machine.state {
    case .awaitingApproval, .pausedByFailedStep, .pausedByOperator: return true
    case .pending, .running, .verifying, .stopping, .succeeded, .failed, .aborted: break
    }
    return !state.effects.open.contains { $0.effect.action.awaits == nil }
      && execution.plan.steps.contains { state.wait(of: $0.id, of: execution, at: now)?.command != nil }
  }

  /// Looks, asks, acts and looks again, once, as the executor does.
  private func carryOut(_ effect: Effect, by cloud: AWSCloud) async {
    do throws(CloudFault) {
      switch try await cloud.observe(effect) {
      case .done(let outputs, .someoneElse): end(effect, .adopted(outputs: outputs))
      case .done(let outputs, _): end(effect, .succeeded(outputs: outputs))
      case .inProgress: return
      case .conflict(let failure), .broken(let failure): end(effect, .failed(failure))
      case .absent where effect.purpose == .verify:
        end(effect, .failed(Failure(code: "test.gone", message: "it is gone", isRetriable: false)))
      case .absent: try await send(effect, by: cloud)
      }
    } catch {
      if !error.isRetriable, error.kind != .outcomeUnknown { end(effect, .failed(error.failure)) }
    }
  }

  private func send(_ effect: Effect, by cloud: AWSCloud) async throws(CloudFault) {
    switch Sending.answer(to: effect.id, state, at: now) {
    case .wait: return
    case .refuse(let failure): end(effect, .failed(failure))
    case .go:
      give(.sending(effect.id))
      if case .finished(let outputs) = try await cloud.act(effect) { end(effect, .succeeded(outputs: outputs)) }
    }
  }

  private func end(_ effect: Effect, _ result: Outcome.Result) {
    give(.outcome(Outcome(effect: effect.id, result: result)))
  }

  private func cloud(_ transport: MortalTransport) -> AWSCloud {
    let credentials = AWSCredentials(accessKeyID: "AKIATEST", secretAccessKey: "secret", source: .explicit)
    let signer = CredentialSigner(
      FixedCredentials(credentials), now: { [time] in Instant(milliseconds: time.milliseconds) })
    let pacing = Pacing(elapsed: { .zero }, sleep: { _ throws(CancellationError) in }, fraction: { 0.5 })
    let client = AWSClient(
      transport: transport, endpoints: EndpointResolver(EndpointSettings()), signer: signer, pacing: pacing)
    return AWSCloud(client: client, transport: transport, addresses: WebhookAddresses())
  }
}
