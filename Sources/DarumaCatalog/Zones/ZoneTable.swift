package import DarumaCore
import Foundation

/// Makes the tables of offset changes that an application carries along, from the zone database of the system.
package enum ZoneTable {
  /// The years that are looked at: from the first of them, up to the beginning of the last. Outside of them the offset
  /// nearest in time holds.
  static let years = 2020..<2045
  /// Between two looks an offset changes once at the most: the shortest time between two changes in use is the month of
  /// Ramadan in Morocco.
  private static let stride: Int64 = 7 * 86_400

  /// The table of a zone; nil where the database has no zone of this name.
  package static func zone(named name: String) -> Zone? {
    guard let source = TimeZone(identifier: name) else { return nil }
    let end = second(ofYear: years.upperBound)
    var now = second(ofYear: years.lowerBound)
    var zone = Zone(name: name, firstOffset: .seconds(offset(of: source, at: now)))
    // Not every change is one of summer time, and not every change of summer time moves the offset, so the offset itself
    // is looked at; what Foundation calls a transition only keeps two of them apart.
    var transition = nextTransition(of: source, after: now)
    while now < end {
      while let known = transition, known <= now { transition = nextTransition(of: source, after: known) }
      let next = min(now + stride, end, transition ?? .max)
      if offset(of: source, at: next) != offset(of: source, at: now) {
        let change = firstSecond(after: now, upTo: next) { offset(of: source, at: $0) != offset(of: source, at: now) }
        zone.changes.append(
          Zone.Change(at: Instant(milliseconds: change * 1000), offset: .seconds(offset(of: source, at: change))))
        now = change
      } else {
        now = next
      }
    }
    return zone
  }

  /// Halves the time between until the first second is found at which `isChanged` holds, and from which it holds on.
  private static func firstSecond(after start: Int64, upTo end: Int64, _ isChanged: (Int64) -> Bool) -> Int64 {
    var (before, after) = (start, end)
    while after - before > 1 {
      let middle = before + (after - before) / 2
      if isChanged(middle) { after = middle } else { before = middle }
    }
    return after
  }

  private static func offset(of zone: TimeZone, at second: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
  }

  /// Nil where there is none, or none that is later: a zone database may repeat itself at its end.
  private static func nextTransition(of zone: TimeZone, after second: Int64) -> Int64? {
    let date = zone.nextDaylightSavingTimeTransition(after: Date(timeIntervalSince1970: Double(second)))
    return date.map { Int64($0.timeIntervalSince1970.rounded(.up)) }.flatMap { $0 > second ? $0 : nil }
  }

  /// 00:00 UTC of January 1st, in seconds since 1970.
  private static func second(ofYear year: Int) -> Int64 {
    let before = Int64(year) - 1
    let days = before * 365 + before / 4 - before / 100 + before / 400
    return (days - daysBefore1970) * 86_400
  }

  /// From January 1st of the year 1.
  private static let daysBefore1970: Int64 = 719_162
}
