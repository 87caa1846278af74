package import DarumaCore
import Foundation

extension Form where Value == DayWindow {
  /// `HH:MM-HH:MM`.
  package static var dayWindow: Form<DayWindow> {
    let clock = "([01][0-9]|2[0-3]):[0-5][0-9]"
    return .scalar(
      schema: ["type": "string", "pattern": .string("^\(clock)-\(clock)$")], wanted: "a daily window"
    ) { written, findings in
      if let window = DayWindow(written.text) { return window }
      findings.report(
        .badWindow, at: written.place, "\(quoted(written.text)) is not a daily window",
        remedy: "write \"HH:MM-HH:MM\" from 00:00 to 23:59, such as \"03:00-04:00\", with different ends")
      return nil
    }
  }
}

extension Form where Value == Instant {
  /// A moment in RFC 3339, in quotes: without them some readers of YAML make a date of it, in a zone of their own.
  package static var instant: Form {
    let day = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    let clock = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?"
    let form = Form<String>.notation(
      .badInstant, pattern: "^\(day)T\(clock)(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$", what: "a moment",
      example: "\"2026-11-24T03:42:00Z\", or with an offset, such as \"2026-11-24T12:42:00+09:00\""
    ) { $0.contains("T") && !$0.hasSuffix("z") && Instant(rfc3339: $0) != nil }
    return Form(schema: form.schema) { written, findings in
      form.read(written, findings).flatMap { Instant(rfc3339: $0) }
    }
  }
}

extension Form where Value == String {
  /// A name of the IANA time zone database. Abbreviations such as `JST` mean several zones, and fixed offsets
  /// know no summer time, so only `Area/Place` and `UTC` are read.
  package static var timeZone: Form {
    .scalar(
      schema: ["type": "string", "pattern": "^(UTC|[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+)$"],
      wanted: "an IANA time zone"
    ) { written, findings in
      let name = written.text
      let parts = name.split(separator: "/", omittingEmptySubsequences: false)
      let isNamed = name == "UTC" || (parts.count >= 2 && TimeZone.knownTimeZoneIdentifiers.contains(name))
      // Older names (`Asia/Calcutta`) are links that the list leaves out.
      if isNamed || (parts.count >= 2 && TimeZone(identifier: name)?.identifier != nil) { return name }
      findings.report(
        .unknownTimeZone, at: written.place, "\(quoted(name)) is not the name of a time zone",
        remedy: NearMiss.of(name, among: TimeZone.knownTimeZoneIdentifiers).map {
          "did you mean \(quoted($0))?"
        }
          ?? "write an IANA name such as `Asia/Tokyo`, or `UTC`")
      return nil
    }
  }
}
