import DarumaCore

/// What two applications must not both do: each would act as if it were alone.
enum SharingCheck {
  private enum Shared: Hashable {
    case claim(Claim)
    case restored(ARN)

    /// The same for what is the same, however it is written.
    var key: String {
      switch self {
      case .claim(let claim): claim.key
      case .restored(let arn): arn.rawValue
      }
    }
  }

  /// What is wrong with each of `readings`, by its place among them.
  static func problems(of readings: [Reading]) -> [(Int, Diagnostic)] {
    var users: [String: [(index: Int, shared: Shared)]] = [:]
    for (index, reading) in readings.enumerated() where reading.application != nil {
      var seen: Set<String> = []
      for shared in uses(reading) where seen.insert(shared.key).inserted {
        users[shared.key, default: []].append((index, shared))
      }
    }
    return users.values.filter { $0.count > 1 }.flatMap { users in
      users.compactMap { user in
        let others = users.filter { $0.index != user.index }
          .compactMap { readings[$0.index].application?.name.rawValue }
        return problem(user.shared, readings[user.index], others).map { (user.index, $0) }
      }
    }.sorted { ($0.0, $0.1.message) < ($1.0, $1.1.message) }
  }

  private static func uses(_ reading: Reading) -> [Shared] {
    let restored = reading.application.map { application in
      application.plans.flatMap(\.steps).filter { $0.action.restores != nil }
        .compactMap { $0.resource.flatMap(application.resource)?.arn }
    }
    return reading.claims.map { .claim($0) } + (restored ?? []).map { .restored($0) }
  }

  private static func problem(_ shared: Shared, _ reading: Reading, _ others: [String]) -> Diagnostic? {
    guard let application = reading.application, let name = reading.name else { return nil }
    let both = "plans of \(application.name) and of \(others.joined(separator: ", "))"
    return switch shared {
    case .claim(let claim):
      Diagnostic(
        file: reading.file, place: name.place, code: .sharedRecord, severity: .error,
        message: "\(both) \(claim.deed)", remedy: claim.remedy)
    case .restored(let arn):
      Diagnostic(
        file: reading.file, place: name.place, code: .sharedRestore, severity: .error,
        message: "\(both) restore \(arn)",
        remedy: "let one application restore it; after a failover there would be two of it")
    }
  }
}
