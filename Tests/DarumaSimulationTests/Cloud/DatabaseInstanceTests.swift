import Testing

@testable import DarumaSimulation

@Suite("The life of a DB instance")
struct DatabaseInstanceTests {
  /// Every state, by the way that leads there.
  enum Reached: String, CaseIterable {
    case creating, backingUp, available, failed, incompatibleRestore, deleting, deleted

    func instance() throws -> DatabaseInstance {
      var instance = DatabaseInstanceTests.instance(ending: ending)
      switch self {
      case .creating: break
      case .backingUp: instance.advance(to: 100)
      case .available: instance.advance(to: 150)
      case .failed, .incompatibleRestore: instance.advance(to: 100)
      case .deleting: try instance.beginDeletion(for: 30)
      case .deleted:
        try instance.beginDeletion(for: 0)
        instance.advance(to: 0)
      }
      return instance
    }

    private var ending: BadEnding? {
      switch self {
      case .failed: .failed
      case .incompatibleRestore: .incompatibleRestore
      case .creating, .backingUp, .available, .deleting, .deleted: nil
      }
    }
  }

  static func instance(ending: BadEnding? = nil) -> DatabaseInstance {
    let settings = DatabaseSettings(
      instanceClass: "db.r6g.large", engine: "postgres", engineVersion: "15.8", allocatedStorageGiB: 20,
      masterUsername: "kaigo")
    return DatabaseInstance(
      identifier: "db", arn: "arn:aws:rds:us-west-2:123456789012:db:db",
      resourceID: "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
      settings: settings, tags: [], lineage: "db", now: 0, creation: 100, firstBackup: 50, ending: ending)
  }

  @Test(
    "time moves it as the table says",
    arguments: [
      (Reached.creating, "available"), (.backingUp, "available"), (.available, "available"),
      (.failed, "failed"), (.incompatibleRestore, "incompatible-restore"), (.deleting, "deleting"),
      (.deleted, "deleting"),
    ])
  func timePasses(from state: Reached, to status: String) throws {
    var instance = try state.instance()
    instance.advance(to: 1_000_000)
    #expect(instance.status == status)
    #expect(instance.isDeleted == (state == .deleting || state == .deleted))
  }

  @Test("a backup begins only while it is available", arguments: Reached.allCases)
  func backupBegins(in state: Reached) throws {
    var instance = try state.instance()
    if state == .available {
      try instance.beginBackup(for: 7)
      #expect(instance.status == "backing-up")
      instance.advance(to: instance.asOf + 6)
      #expect(instance.status == "backing-up")
      instance.advance(to: instance.asOf + 1)
      #expect(instance.status == "available")
    } else {
      let before = instance.status
      let error = #expect(throws: CloudError.self) { try instance.beginBackup(for: 7) }
      #expect(error?.code == "InvalidDBInstanceState")
      #expect(instance.status == before)
    }
  }

  @Test("deletion begins in every state but the last two", arguments: Reached.allCases)
  func deletionBegins(in state: Reached) throws {
    var instance = try state.instance()
    if state == .deleting || state == .deleted {
      let error = #expect(throws: CloudError.self) { try instance.beginDeletion(for: 7) }
      #expect(error?.code == "InvalidDBInstanceState")
    } else {
      try instance.beginDeletion(for: 7)
      #expect(instance.status == "deleting")
      #expect(!instance.isServing)
    }
  }

  @Test("what becomes of it doesn't depend on how often anybody looks")
  func pollingIsHarmless() {
    var watched = Self.instance()
    for time in stride(from: Int64(0), through: 1_000, by: 1) { watched.advance(to: time) }
    var unwatched = Self.instance()
    unwatched.advance(to: 1_000)
    #expect(watched.createdAt == 100)
    #expect(unwatched.createdAt == 100)
    #expect(watched.status == unwatched.status)
  }

  @Test("each state lasts exactly as long as it should")
  func bounds() {
    var instance = Self.instance()
    let seen = [Int64(99), 100, 149, 150].map { time in
      instance.advance(to: time)
      return instance.status
    }
    #expect(seen == ["creating", "backing-up", "backing-up", "available"])
  }

  @Test("an endpoint and a restorable time are told only once there is something behind them")
  func lateMembers() {
    var instance = Self.instance()
    #expect(instance.endpointAddress == nil)
    #expect(instance.latestRestorableTime == nil)
    instance.advance(to: 400_000)
    #expect(instance.endpointAddress == "db.cabcdefghijk.us-west-2.rds.amazonaws.com")
    #expect(instance.latestRestorableTime == 100_000)
  }
}
