import DarumaCore

/// What two applications must not both do: each would act as if it were alone.
enum SharingCheck {
  private enum Shared: Hashable {
    case record(zone: String, name: String, Route53SwitchOptions.RecordType)
    case restored(ARN)
  }

  /// What is wrong with each of `readings`, by its place among them.
  static func problems(of readings: [Reading]) -> [(Int, Diagnostic)] {
    var users: [Shared: [Int]] = [:]
    for (index, reading) in readings.enumerated() {
      for shared in Set(reading.application.map(uses) ?? []) { users[shared, default: []].append(index) }
    }
    return users.filter { $0.value.count > 1 }.flatMap { shared, indices in
      indices.compactMap { index in
        let others = indices.filter { $0 != index }.compactMap { readings[$0].application?.name.rawValue }
        return problem(shared, readings[index], others).map { (index, $0) }
      }
    }.sorted { ($0.0, $0.1.message) < ($1.0, $1.1.message) }
  }

  private static func uses(_ application: Application) -> [Shared] {
    application.plans.flatMap(\.steps).compactMap { step in
      if case .route53Switch(let options) = step.action {
        // A name is the same with and without its last dot, and however it is written.
        let name = options.name.lowercased()
        return .record(zone: options.zone, name: name.hasSuffix(".") ? String(name.dropLast()) : name, options.type)
      }
      guard step.action.restores != nil else { return nil }
      return step.resource.flatMap(application.resource).map { .restored($0.arn) }
    }
  }

  private static func problem(_ shared: Shared, _ reading: Reading, _ others: [String]) -> Diagnostic? {
    guard let application = reading.application, let name = reading.name else { return nil }
    let both = "plans of \(application.name) and of \(others.joined(separator: ", "))"
    return switch shared {
    case .record(let zone, let record, _):
      Diagnostic(
        file: reading.file, place: name.place, code: .sharedRecord, severity: .error,
        message: "\(both) switch \(record) in zone \(zone)", remedy: "let one application have the record")
    case .restored(let arn):
      Diagnostic(
        file: reading.file, place: name.place, code: .sharedRestore, severity: .error,
        message: "\(both) restore \(arn)",
        remedy: "let one application restore it; after a failover there would be two of it")
    }
  }
}
