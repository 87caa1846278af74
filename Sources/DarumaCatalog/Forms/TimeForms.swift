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
