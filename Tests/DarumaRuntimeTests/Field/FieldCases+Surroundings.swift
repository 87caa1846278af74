import DarumaCore
import Testing

@testable import DarumaRuntime

extension FieldCase {
  /// Notices, replicas, and jobs that failed.
  static let surroundings = [
    FieldCase("28-copy-failed-not-in-organization") { bench in
      let signal = try bench.signal()
      guard case .backupProgressed(let fact) = signal.fact else { throw WrongFact(signal) }
      #expect(fact.state == .failed && fact.reason?.contains("same organization") == true)
      #expect(signal.region == "us-east-1" && signal.resource == "arn:aws:rds:us-east-1:111122223333:db:orders")
    },
    FieldCase("43-health-public-open-updated-closed-two-regions") { bench in
      try await bench.checkEveryOrder()
      let notices = try await bench.known().world.notices.values.map(\.fact)
      #expect(notices.map(\.status) == [.closed] && notices.first?.impactedRegion == "us-east-1")
    },
    FieldCase("44-health-global-service") { bench in
      for index in 0...1 {
        guard case .healthNoticed(let fact) = try bench.signal(index).fact else {
          throw WrongFact(try bench.signal(index))
        }
        #expect(fact.impactedRegion == "global")
      }
      let known = try await bench.known()
      #expect(known.world.notices.values.allSatisfy { !$0.concernsEveryone(in: "us-east-1") } && known.leftSomething)
    },
    FieldCase("52-efs-last-sync-missing-is-not-zero") { bench in
      let lags = try (0...1).map { index in
        guard case .replicationMeasured(let fact) = try bench.signal(index).fact else {
          throw WrongFact(try bench.signal(index))
        }
        return fact.lag
      }
      #expect(lags == [nil, .minutes(90)])
    },
    FieldCase("64-drs-stalled-and-ebs-copy-late") { bench in
      let known = try await bench.known()
      #expect(
        known.events.contains {
          if case .observed(let signal) = $0.body { signal.fact.kind == .replicationFaulted } else { false }
        })
    },
  ]
}
