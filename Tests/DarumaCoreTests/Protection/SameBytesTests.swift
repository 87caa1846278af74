import Testing

@testable import DarumaCore

@Suite("What is known of the same bytes holds along the whole lineage, whatever of it was deleted")
struct SameBytesTests {
  private static let original: RecoveryPointID = "arn:aws:ec2:us-east-1::snapshot/snap-0"
  private static let copy: RecoveryPointID = "arn:aws:ec2:us-west-2::snapshot/snap-1"
  private static let sister: RecoveryPointID = "arn:aws:ec2:us-west-2::snapshot/snap-2"
  private static let now = Instant.at("12:00")

  /// A point, a copy of it and a sister of that copy; then `facts`, each at its time.
  private static func known(_ facts: [(String, Fact)]) -> Protection {
    let family: [(String, Fact)] = [
      ("01:00", .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: original, takenAt: .at("01:00")))),
      ("02:00", .recoveryPointCopied(RecoveryPointCopied(recoveryPoint: copy, of: original, toRegion: "us-west-2"))),
      ("02:00", .recoveryPointCopied(RecoveryPointCopied(recoveryPoint: sister, of: original, toRegion: "us-west-2"))),
    ]
    var protection = Protection()
    for (time, fact) in family + facts {
      var signal = Signal.sample(fact)
      (signal.at, signal.seenAt, signal.resource) = (.at(time), .at(time), "arn:aws:ec2:us-east-1:1:volume/vol-0")
      protection.absorb(signal)
    }
    return protection
  }

  private static func scan(
    _ point: RecoveryPointID, _ verdict: RecoveryPointScanned.Verdict, base: RecoveryPointID? = nil, full: Bool? = nil
  ) -> Fact {
    .recoveryPointScanned(RecoveryPointScanned(recoveryPoint: point, verdict: verdict, base: base, full: full))
  }

  private static func removed(_ point: RecoveryPointID) -> Fact {
    .recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: point, reason: .deleted))
  }

  private static func usable(_ protection: Protection) -> [RecoveryPointID] {
    [original, copy, sister].filter { id in protection.point(id).map { protection.isUsable($0, at: now) } ?? false }
  }

  @Test(
    "what was found in one is in all: in the original of a copy, in its sisters", arguments: [original, copy, sister])
  func everywhere(_ found: RecoveryPointID) {
    #expect(Self.usable(Self.known([("03:00", Self.scan(found, .infected))])) == [])
  }

  @Test("that the infected one is deleted makes no other usable")
  func deleted() {
    let facts = [("03:00", Self.scan(Self.original, .infected)), ("04:00", Self.removed(Self.original))]
    #expect(Self.usable(Self.known(facts)) == [])
    let other = [("03:00", Self.scan(Self.copy, .infected)), ("04:00", Self.removed(Self.copy))]
    #expect(Self.usable(Self.known(other)) == [])
  }

  @Test("nor that a part of what was copied is missing, and it is deleted")
  func partial() {
    let partial = RecoveryPointTaken(recoveryPoint: Self.original, takenAt: .at("01:00"), partial: true)
    let facts = [("01:30", Fact.recoveryPointTaken(partial)), ("04:00", Self.removed(Self.original))]
    #expect(Self.usable(Self.known(facts)) == [])
  }

  @Test("a later word that says whole lifts that a part is missing; one that says nothing does not")
  func whole() {
    var word = RecoveryPointTaken(recoveryPoint: Self.original, takenAt: .at("01:00"), partial: true)
    let partial = ("01:30", Fact.recoveryPointTaken(word))
    word.partial = false
    #expect(Self.usable(Self.known([partial, ("05:00", .recoveryPointTaken(word))])) == [])
    word.whole = true
    #expect(Self.usable(Self.known([partial, ("05:00", .recoveryPointTaken(word))])).count == 3)
    #expect(Self.usable(Self.known([("05:00", .recoveryPointTaken(word)), partial])).count == 3)
  }

  @Test("only a scan of all of it, later than the finding, lifts it")
  func lifted() {
    let infected = ("03:00", Self.scan(Self.copy, .infected))
    #expect(Self.usable(Self.known([infected, ("05:00", Self.scan(Self.copy, .clean))])) == [], "of what, nobody says")
    #expect(Self.usable(Self.known([infected, ("02:30", Self.scan(Self.sister, .clean, full: true))])) == [], "before")
    let base = Self.scan(Self.copy, .clean, base: Self.sister, full: false)
    #expect(Self.usable(Self.known([infected, ("05:00", base)])) == [], "of a difference")
    #expect(Self.usable(Self.known([infected, ("05:00", Self.scan(Self.copy, .clean, full: true))])).count == 3)
  }

  @Test("a person who says that the finding of that point was looked into lifts it, until it is found again")
  func cleared() {
    var known = Self.known([("03:00", Self.scan(Self.copy, .infected))])
    known.clear(finding: Self.copy.rawValue, by: "yuki")
    #expect(Self.usable(known).count == 3)
    var again = Signal.sample(Self.scan(Self.copy, .infected))
    (again.at, again.seenAt) = (.at("06:00"), .at("06:00"))
    known.absorb(again)
    #expect(Self.usable(known) == [])
  }

  @Test("a name that is used again stands for other bytes")
  func usedAgain() {
    let facts: [(String, Fact)] = [
      ("03:00", Self.scan(Self.original, .infected)), ("04:00", Self.removed(Self.copy)),
      ("05:00", .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: Self.copy, takenAt: .at("04:30")))),
    ]
    #expect(Self.usable(Self.known(facts)) == [Self.copy])
  }

  @Test("a finding on a snapshot holds back what has its bytes, until a person clears it")
  func finding() {
    let fact = Fact.threatFound(ThreatFound(finding: "f", severity: 8, firstSeen: .at("03:00")))
    var known = Self.known([])
    var signal = Signal.sample(fact)
    signal.resource = ARN(Self.original.rawValue)
    known.absorb(signal)
    #expect(Self.usable(known) == [])
    known.clear(finding: "f", by: "yuki")
    #expect(Self.usable(known).count == 3)
  }

  @Test("an incremental scan proves what its base proves")
  func incremental() throws {
    let next: RecoveryPointID = "arn:aws:ec2:us-east-1::snapshot/snap-9"
    let taken = ("06:00", Fact.recoveryPointTaken(RecoveryPointTaken(recoveryPoint: next, takenAt: .at("06:00"))))
    let scan = ("07:00", Self.scan(next, .clean, base: Self.original, full: false))
    func isProved(_ facts: [(String, Fact)]) throws -> Bool {
      let known = Self.known([taken, scan] + facts)
      return known.isProvedClean(try #require(known.point(next)))
    }
    #expect(try !isProved([]), "nobody looked at its base")
    #expect(try isProved([("05:00", Self.scan(Self.original, .clean))]))
    #expect(try isProved([("05:00", Self.scan(Self.original, .clean)), ("09:00", Self.removed(Self.original))]))
    #expect(try !isProved([("05:00", Self.scan(Self.original, .clean)), ("05:30", Self.scan(Self.copy, .infected))]))
  }

  @Test("restored is not scanned, and a failed check is not restored")
  func levels() throws {
    func restored(_ validation: RestoreProgressed.Validation?) throws -> Set<Usability> {
      let fact = RestoreProgressed(job: "r", recoveryPoint: Self.copy, state: .completed, validation: validation)
      let known = Self.known([("06:00", .restoreProgressed(fact))])
      return known.proofs(of: try #require(known.point(Self.copy)))
    }
    #expect(try restored(nil) == [.taken, .copied, .decryptable, .restored])
    #expect(try restored(.passed) == [.taken, .copied, .decryptable, .restored, .validated])
    #expect(try restored(.failed) == [.taken, .copied])
  }
}
