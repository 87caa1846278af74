import DarumaCatalog
import DarumaCore
import Foundation

/// Times as the reader's clock shows them, each with the offset of its own moment. The zone is said once, with its offset
/// where it has one and no other; what the clock on the wall shows twice, because it is put back, carries its offset.
///
/// Every sentence writes its times in one form (``Instant/description``), so that they are found again here, at the rim,
/// and no sentence has to know who reads it.
struct LocalTimes: Sendable {
  let zone: Zone

  /// `2026-11-24T03:42:00.000Z`
  private static let writtenBytes = 24

  /// The zone of the variable `TZ`; without it that of the application file where it names one and no other; else UTC.
  init(_ application: Application?, environment: [String: String] = ProcessInfo.processInfo.environment) {
    zone = Self.zone(ofVariable: environment["TZ"]) ?? Self.zone(of: application) ?? .utc
  }

  /// Nil where the variable is not set, or names no zone of the database (`JST-9` does not).
  private static func zone(ofVariable text: String?) -> Zone? {
    guard let text, !text.isEmpty else { return nil }
    let path = text.hasPrefix(":") ? String(text.dropFirst()) : text
    let name = path.split(separator: "zoneinfo/").last.map(String.init) ?? path
    return ["UTC", "UTC0", "Etc/UTC"].contains(name) ? .utc : ZoneTable.zone(named: name)
  }

  private static func zone(of application: Application?) -> Zone? {
    guard let zones = application?.zones, zones.count == 1 else { return nil }
    return zones.values.first
  }

  /// What is said once: `Asia/Tokyo (UTC+09:00)`; `Europe/Berlin (UTC+01:00 or UTC+02:00, as it was on the day)`.
  func name(at now: Instant) -> String {
    let changes = zone.changes.filter { Self.year.contains($0.at - now) }
    let offsets = Set([zone.offset(at: now - .days(366)), zone.offset(at: now)] + changes.map(\.offset)).sorted()
    guard let only = offsets.first, offsets.count == 1 else {
      let names = offsets.map { "UTC" + Self.written($0) }.joined(separator: " or ")
      return "\(zone.name) (\(names), as it was on the day)"
    }
    return only == .zero ? zone.name : "\(zone.name) (UTC\(Self.written(only)))"
  }

  /// How far from now there are times that people look at.
  private static let year = Span.days(-366)...Span.days(366)

  /// `+01:00`
  private static func written(_ offset: Span) -> String {
    let minutes = offset.milliseconds / 60_000
    let size = minutes.magnitude
    let clock = [size / 60, size % 60].map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":")
    return "\(minutes < 0 ? "-" : "+")\(clock)"
  }

  /// `2026-11-24 12:42:00`; `2026-10-25 02:30:00+01:00` where another moment is shown so.
  func shown(_ instant: Instant) -> String {
    let offset = zone.offset(at: instant)
    let local = String((instant + offset).description.prefix(19)).replacing("T", with: " ")
    return isShownTwice(instant, offset) ? local + Self.written(offset) : local
  }

  /// Whether clocks show another moment as they show `instant`: they are put back on that day.
  private func isShownTwice(_ instant: Instant, _ offset: Span) -> Bool {
    [zone.offset(at: instant - .days(1)), zone.offset(at: instant + .days(1))].contains { other in
      other != offset && zone.offset(at: instant + offset - other) == other
    }
  }

  /// `text` with every time in it as ``shown(_:)-(Instant)`` has it.
  func shown(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var shown: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index].isDigit, let instant = Self.instant(in: bytes, at: index) {
        shown += Array(self.shown(instant).utf8)
        index += Self.writtenBytes
      } else {
        shown.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: shown, as: UTF8.self)
  }

  private static func instant(in bytes: [UInt8], at index: Int) -> Instant? {
    let end = index + writtenBytes
    // Part of a longer number or name is no time.
    guard end <= bytes.count, bytes[end - 1] == UInt8(ascii: "Z"), bytes[index + 10] == UInt8(ascii: "T"),
      index == 0 || !bytes[index - 1].isDigit
    else { return nil }
    return Instant(rfc3339: String(decoding: bytes[index..<end], as: UTF8.self))
  }
}

extension State {
  /// The file of its application where there is only one: its zone is the reader's.
  var onlyFile: Application? {
    let known = applications.values.filter { $0.name != .none }
    return known.count == 1 ? known.first?.catalog : nil
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
