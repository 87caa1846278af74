import DarumaActions
import DarumaCore
import Testing

@testable import DarumaSimulation

@Suite("The full plan of the reference service, played against the simulated cloud through the real client")
struct FullPlanTests {
  private static func plan() throws -> PlayedPlan {
    try PlayedPlan(
      FullPlanFile.text, points: ["db": FullPlanFile.databaseCopy, "files": SampleEstate.filesCopy],
      startedAt: PlanWorld.night.outage)
  }

  /// A world in which the plan was played without trouble, and how many calls that took.
  private static func undisturbed() async throws -> (world: PlanWorld, calls: Int) {
    let world = PlanWorld()
    var journal = PlanWorld.Journal()
    let (transport, isWhole) = try await world.play(try plan(), &journal)
    #expect(isWhole)
    return (world, transport.calls)
  }

  @Test("database, files, cache, parameters, tasks, balancer, events and names are carried over, and users are served")
  func carriedOver() async throws {
    let (world, _) = try await Self.undisturbed()
    #expect(world.inventory == FullPlanFile.inventory)
    let visit = VisitWebSite(host: SampleEstate.host, path: "/health")
    let seen = world.host.withCloud { $0.call(visit, in: "web", now: $0.estate.now + 120_000).delivery.output }
    #expect(seen == .page(status: 200, reason: "ok", region: SampleEstate.recoveryRegion))
  }

  /// What goes wrong with calls of any service, each by chance.
  private static let weather: [FaultRule] =
    [
      FaultRule(.throttle, .chance(perMille: 100)), FaultRule(.fail, .chance(perMille: 60)),
      FaultRule(.unavailable, .chance(perMille: 60)), FaultRule(.cut, .chance(perMille: 40)),
      FaultRule(.loseAnswer, .chance(perMille: 60)),
    ]
    + ["RestoreDBInstanceFromDBSnapshot", "CreateReplicationGroup", "CreateMountTarget"].map {
      // What was just made may be missing from the next answers.
      FaultRule(.forget(milliseconds: 60_000), operation: $0, .chance(perMille: 500))
    }

  @Test("through throttling, failures, lost answers and forgetful ones there is one of each at the end")
  func badWeather() async throws {
    let plan = try Self.plan()
    let (calm, _) = try await Self.undisturbed()
    let (wanted, creations) = (calm.inventory, calm.creations)
    for seed: UInt64 in 1...20 {
      let world = PlanWorld(faults: Self.weather, seed: seed)
      var journal = PlanWorld.Journal()
      let (_, isWhole) = try await world.play(plan, &journal)
      #expect(isWhole, "seed \(seed)")
      #expect(world.inventory == wanted, "seed \(seed)")
      #expect(world.creations == creations, "seed \(seed)")
      #expect(world.host.log.calls.contains { !$0.faults.isEmpty }, "seed \(seed)")
    }
  }

  @Test("whatever call it is struck at, there is one of each at the end", arguments: MortalTransport.Strike.allCases)
  func struck(_ strike: MortalTransport.Strike) async throws {
    let plan = try Self.plan()
    let (calm, calls) = try await Self.undisturbed()
    let (wanted, creations) = (calm.inventory, calm.creations)
    for call in 1...calls {
      let world = PlanWorld()
      var journal = PlanWorld.Journal()
      let (first, isWhole) = try await world.play(plan, &journal, strike: (call, strike))
      #expect(isWhole != strike.kills, "call \(call)")
      #expect(first.isDead == strike.kills, "call \(call)")
      if strike.kills {
        let (_, isWhole) = try await world.play(plan, &journal)
        #expect(isWhole, "call \(call)")
      }
      #expect(world.inventory == wanted, "call \(call)")
      #expect(world.creations == creations, "call \(call)")
    }
    print("\(strike.rawValue): \(calls) points, exactly one of each resource at every one")
  }
}

extension PlanWorld {
  /// How often each operation that makes something was carried out.
  var creations: [String: Int] {
    let log = host.log
    let names = [
      "RestoreDBInstanceFromDBSnapshot", "CreateReplicationGroup", "CreateMountTarget", "CreateFileSystem",
    ]
    return Dictionary(uniqueKeysWithValues: names.map { ($0, log.count(of: $0, isDone: true)) })
  }
}
