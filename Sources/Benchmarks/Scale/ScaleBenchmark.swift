import DarumaCore

/// Builds the state of a fleet by folding events, which are not kept, and measures it.
struct ScaleBenchmark {
  private let fleet: Fleet
  private var state = State()
  private var report = ScaleReport()
  private var sequences: [Int64]
  private let machine = Machine { terms in String(terms.hashValue) }

  /// How often one thing is done to time it.
  private static let repetitions = 500
  /// States that are kept at once, beside the one they all came from.
  private static let successors = 100

  init(_ fleet: Fleet) {
    self.fleet = fleet
    sequences = Array(repeating: 0, count: fleet.applications)
    report.resources = fleet.resources
    report.points = fleet.resources * fleet.points
    report.applications = fleet.applications
  }

  consuming func run() throws -> ScaleReport {
    try fold()
    try decide()
    keepDeadlines()
    try keepSuccessors()
    insertBare()
    StandardError.progress("")
    return report
  }

  /// Everything that is said, day by day, and what the machine makes of it on the last evening.
  private mutating func fold() throws {
    report.bytesBefore = try ResidentMemory.now().bytes
    var watch = Stopwatch()
    for application in 0..<fleet.applications {
      apply([.catalog(.declared(fleet.file(of: application), digest: "1"))], to: application, &watch)
    }
    for day in 0..<fleet.days {
      StandardError.progress("fold: day \(day + 1) of \(fleet.days)")
      for application in 0..<fleet.applications {
        apply(fleet.signals(of: application, day: day).map { .observed($0) }, to: application, &watch)
      }
    }
    report.foldedPerSecond = watch.perSecond(sequences.reduce(0) { $0 + Int($1) })
    StandardError.progress("settle")
    for application in 0..<fleet.applications {
      guard let known = state.applications[fleet.name(of: application)] else { continue }
      for event in machine.decide(known, .timePassed, at: fleet.evening) { state.apply(event) }
    }
    report.bytesAfter = try ResidentMemory.now().bytes
    report.bytesPerPoint = Double(report.bytesAfter - report.bytesBefore) / Double(report.points)
  }

  private mutating func apply(_ bodies: [EventBody], to application: Int, _ watch: inout Stopwatch) {
    let name = fleet.name(of: application)
    let events = bodies.map { body in
      sequences[application] += 1
      return Event(
        application: name, sequence: sequences[application], at: fleet.evening, cause: nil, body: body)
    }
    watch.time { for event in events { state.apply(event) } }
  }

  /// One new copy after the other, each told to the same state.
  private mutating func decide() throws {
    StandardError.progress("decide")
    let known = try self.known()
    let signals = news()
    // Once for what is allocated but once.
    for signal in signals.prefix(signals.count / 10) {
      try expect(machine.decide(known, .signal(signal), at: fleet.evening))
    }
    let before = try ResidentMemory.now().bytes
    var watch = Stopwatch()
    for signal in signals {
      try expect(watch.time { machine.decide(known, .signal(signal), at: fleet.evening) })
    }
    report.decisionsPerSecond = watch.perSecond(signals.count)
    report.bytesPerDecision = Double(try ResidentMemory.now().bytes - before) / Double(signals.count)
  }

  private mutating func keepDeadlines() {
    guard let known = state.applications[fleet.name(of: 0)] else { return }
    var watch = Stopwatch()
    for _ in 0..<Self.repetitions {
      let deadline = watch.time { known.nextDeadline(after: fleet.evening) }
      precondition(deadline != nil, "a state whose points grow old waits for nothing")
    }
    report.nextDeadlinesPerSecond = watch.perSecond(Self.repetitions)
  }

  /// If a decision copied the table, each state that is kept would be as large as the first.
  private mutating func keepSuccessors() throws {
    let known = try self.known()
    var kept: [ApplicationState] = []
    let before = try ResidentMemory.now().bytes
    for signal in news().prefix(Self.successors) {
      var next = known
      for event in machine.decide(known, .signal(signal), at: fleet.evening) { next.apply(event) }
      kept.append(next)
    }
    report.bytesPerSuccessor = Double(try ResidentMemory.now().bytes - before) / Double(kept.count)
  }

  /// The same points in a dictionary for each application, in the order in which they came.
  private mutating func insertBare() {
    StandardError.progress("insert into bare dictionaries")
    var watch = Stopwatch()
    var count = 0
    for application in 0..<fleet.applications {
      guard let protection = state.applications[fleet.name(of: application)]?.projection.protection else { continue }
      let points = fleet.members(of: application).flatMap { protection.points(of: ARN(Fleet.database($0))) }
        .sorted { ($0.heardAt ?? fleet.evening) < ($1.heardAt ?? fleet.evening) }
      var bare: [RecoveryPointID: RecoveryPoint] = [:]
      watch.time { for point in points { bare[point.id] = point } }
      count += bare.count
    }
    precondition(count == report.points, "\(count) points are known, \(report.points) were told of")
    report.bareInsertsPerSecond = watch.perSecond(count)
    report.foldToBareInsert = report.bareInsertsPerSecond / report.foldedPerSecond
  }

  /// Copies of the day after the last.
  private func news() -> [Signal] {
    let members = fleet.members(of: 0)
    return (0..<Self.repetitions).map { number in
      fleet.copied(
        members.lowerBound + number % members.count, of: 0, day: fleet.days + number / members.count)
    }
  }

  private func known() throws(ScaleError) -> ApplicationState {
    guard let known = state.applications[fleet.name(of: 0)] else { throw .nothingFolded }
    return known
  }

  private func expect(_ events: [Event]) throws(ScaleError) {
    if events.isEmpty { throw .nothingDecided }
  }
}

enum ScaleError: Error {
  case nothingFolded
  case nothingDecided
}
