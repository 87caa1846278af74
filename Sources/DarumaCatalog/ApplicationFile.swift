import DarumaCore

/// Reads application files: YAML of the format `daruma.dev/v1`, one application a file.
package struct ApplicationFile: Sendable {
  /// The name by which diagnostics refer to the file; it is not opened.
  package var name: String
  package var bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Reads and checks one file; goes on after the first problem and reports all that it can.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8, at most 1 MiB.
  ///   - file: The name by which diagnostics refer to it.
  ///   - strict: Whether the application must be fit for automatic action: every warning is an error, and
  ///     more is asked.
  ///   - actions: What its steps can do.
  package static func read(
    _ bytes: [UInt8], file: String, strict: Bool = false, actions: ActionTable
  ) -> Reading {
    let findings = Findings(file: file, strict: strict, actions: actions)
    guard let text = FileText.read(bytes, findings), let written = WrittenReader.read(text, findings),
      let draft = ApplicationSection.form.read(written, findings)
    else { return Reading(file: file, application: nil, name: nil, claims: [], diagnostics: findings.diagnostics) }
    Checks.run(on: draft, findings)
    var application = findings.hasErrors ? nil : draft.application()
    if let whole = application {
      SizeCheck.run(on: whole, at: draft.name?.place ?? .start, findings)
      if findings.hasErrors { application = nil }
    }
    if application == nil, !findings.hasErrors {
      findings.report(
        .notUnderstood, at: .start, "Daruma found no problem, yet can't make an application of the file",
        remedy: "report this file to Daruma's maintainers")
    }
    return Reading(
      file: file, application: application, name: draft.name, claims: draft.claims, diagnostics: findings.diagnostics)
  }

  /// Reads and checks several files; two that describe the same application are an error in the later one,
  /// two that would move the same name, or restore the same resource, in both: nobody knows which one is meant.
  package static func validate(
    _ files: [ApplicationFile], strict: Bool = false, actions: ActionTable
  ) -> [Reading] {
    var first: [ApplicationName: String] = [:]
    var readings = files.map { file in
      var reading = read(file.bytes, file: file.name, strict: strict, actions: actions)
      guard let name = reading.name else { return reading }
      if let earlier = first[name.value] {
        reading.refuse(
          Diagnostic(
            file: file.name, place: name.place, code: .duplicateApplication, severity: .error,
            message: "application \(quoted(name.value.rawValue)) is described in \(earlier) already",
            remedy: "keep one of the two files, or give this application another name"))
      } else {
        first[name.value] = file.name
      }
      return reading
    }
    for (index, problem) in SharingCheck.problems(of: readings) { readings[index].refuse(problem) }
    return readings
  }
}
