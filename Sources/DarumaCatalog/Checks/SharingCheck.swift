import DarumaCore

/// What two applications must not both do: each would act as if it were alone.
struct SharingCheck {
  private struct Record: Hashable {
    var zone: String
    var name: String
    var type: Route53SwitchOptions.RecordType
  }

  private var records: [Record: ApplicationName] = [:]
  private var restored: [ARN: ApplicationName] = [:]

  /// What `application` shares with those before it, at the name in its file.
  mutating func problems(
    of application: Application, file: String, at place: Place, strict: Bool
  ) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for step in application.plans.flatMap(\.steps) {
      guard case .route53Switch(let options) = step.action else { continue }
      // A name is the same with and without its last dot, and however it is written.
      let name = options.name.lowercased()
      let record = Record(
        zone: options.zone, name: name.hasSuffix(".") ? String(name.dropLast()) : name, type: options.type)
      if let other = records[record], other != application.name {
        problems.append(
          Diagnostic(
            file: file, place: place, code: .sharedRecord, severity: .error,
            message: "plans of \(application.name) and of \(other) both switch \(options.name) in zone \(options.zone)",
            remedy: "let one of the two applications have the record"))
      }
      records[record] = application.name
    }
    for step in application.plans.flatMap(\.steps) where step.action.restores != nil {
      guard let resource = step.resource.flatMap(application.resource) else { continue }
      if let other = restored[resource.arn], other != application.name {
        problems.append(
          Diagnostic(
            file: file, place: place, code: .sharedRestore, severity: strict ? .error : .warning,
            message: "plans of \(application.name) and of \(other) both restore \(resource.arn)",
            remedy: "let one of the two applications have the resource; else there are two of it after a failover"))
      }
      restored[resource.arn] = application.name
    }
    return problems
  }
}
