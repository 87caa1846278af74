import Testing
import TestSupport

@testable import DarumaCore

/// The newest word of a thing is its greatest record. Were two different records equal in that order, the first to
/// come would stay, and the projection would depend on the order of arrival.
@Suite("Of two different records one is the greater")
struct RecordOrderTests {
  private static func differences<Record: Comparable & Hashable>(_ records: Set<Record>) -> [String] {
    let records = Array(records)
    return records.indices.flatMap { index in
      records[(index + 1)...].compactMap { other in
        (records[index] < other) != (other < records[index]) ? nil : "\(records[index]) and \(other)"
      }
    }
  }

  private static func facts(_ kind: Fact.Kind) -> [Signal] {
    var source = SignalSource(random: SeededRandom(seed: 7))
    return Array(source.signals(6000).filter { $0.fact.kind == kind }.prefix(300))
  }

  @Test("alarms")
  func alarms() {
    let records = Self.facts(.alarmChanged).compactMap { signal -> AlarmRecord? in
      guard case .alarmChanged(let fact) = signal.fact else { return nil }
      return AlarmRecord(fact, of: signal)
    }
    let different = Array(Set(records))
    for first in different {
      for second in different { #expect(first.joined(second) == second.joined(first)) }
    }
  }

  @Test("announcements")
  func notices() {
    let records = Self.facts(.healthNoticed).compactMap { signal -> NoticeRecord? in
      guard case .healthNoticed(let fact) = signal.fact else { return nil }
      return NoticeRecord(fact: fact, seenAt: signal.seenAt)
    }
    #expect(Self.differences(Set(records)) == [])
  }

  @Test("jobs")
  func jobs() {
    let records = Self.facts(.backupProgressed).compactMap { signal -> JobRecord? in
      guard case .backupProgressed(let fact) = signal.fact else { return nil }
      return JobRecord(job: fact.job, state: fact.state, at: signal.at, reason: fact.reason)
    }
    #expect(Self.differences(Set(records)) == [])
  }

  @Test("a resource's own changes")
  func changes() {
    let records = Self.facts(.resourceChanged).compactMap { signal -> ChangeRecord? in
      guard case .resourceChanged(let fact) = signal.fact else { return nil }
      return ChangeRecord(change: fact.change, at: signal.at, reason: fact.reason)
    }
    #expect(Self.differences(Set(records)) == [])
  }

  @Test("zones and replicas")
  func zonesAndReplicas() {
    let zones = Self.facts(.zoneShifted).compactMap { signal -> ZoneRecord? in
      guard case .zoneShifted(let fact) = signal.fact else { return nil }
      return ZoneRecord(fact, of: signal)
    }
    #expect(Self.differences(Set(zones)) == [])
    let faults = Self.facts(.replicationFaulted).compactMap { signal -> FaultRecord? in
      guard case .replicationFaulted(let fact) = signal.fact else { return nil }
      return FaultRecord(fact, at: signal.at)
    }
    #expect(Self.differences(Set(faults.filter { $0.state == .failed })) == [])
    let replicas = Self.facts(.replicationMeasured).compactMap { signal -> ReplicaRecord.Measure? in
      guard case .replicationMeasured(let fact) = signal.fact else { return nil }
      return ReplicaRecord.Measure(at: signal.at, lag: fact.lag)
    }
    #expect(Self.differences(Set(replicas)) == [])
  }

  @Test("of two states of one instant the graver counts, and a deletion above all")
  func graver() {
    func record(_ state: AlarmChanged.State) -> AlarmRecord {
      AlarmRecord(name: "a", region: "r", state: state, since: .at("03:00"))
    }
    #expect(record(.ok).joined(record(.insufficientData)).state == .insufficientData)
    #expect(record(.alarm).joined(record(.insufficientData)).state == .alarm)
    #expect(record(.alarm).joined(record(.deleted)).state == .deleted)
  }

  @Test("an end state of a job outranks those before it when all carry one time")
  func jobRank() {
    func record(_ state: BackupProgressed.State) -> JobRecord {
      JobRecord(job: "j", state: state, at: .at("03:00"), reason: nil)
    }
    #expect(record(.created) < record(.running))
    #expect(record(.running) < record(.failed))
    #expect(record(.running) < record(.missedWindow))
  }

  @Test("an unknown lag is worse than any that is known, not zero")
  func unknownLag() {
    typealias Measure = ReplicaRecord.Measure
    #expect(Measure(at: .at("03:00"), lag: .days(1)) < Measure(at: .at("03:00"), lag: nil))
  }
}
