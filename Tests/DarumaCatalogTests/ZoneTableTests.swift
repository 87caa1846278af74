import DarumaCore
import Foundation
import Testing
import TestSupport

@testable import DarumaCatalog

@Suite("The table of a time zone says what the zone database says")
struct ZoneTableTests {
  private static func change(_ zone: Zone, at text: String) -> Zone.Change? {
    zone.changes.first { $0.at == Instant(rfc3339: text) }
  }

  @Test("Tokyo is nine hours ahead, all year")
  func tokyo() throws {
    #expect(try #require(ZoneTable.zone(named: "Asia/Tokyo")) == Zone(name: "Asia/Tokyo", firstOffset: .hours(9)))
  }

  static let known: [(zone: String, at: String, offset: Span)] = [
    ("Europe/Berlin", "2026-03-29T01:00:00Z", .hours(2)), ("Europe/Berlin", "2026-10-25T01:00:00Z", .hours(1)),
    ("America/New_York", "2026-03-08T07:00:00Z", .hours(-4)),
    ("America/New_York", "2026-11-01T06:00:00Z", .hours(-5)),
    // Half an hour, the only one.
    ("Australia/Lord_Howe", "2026-04-04T15:00:00Z", .minutes(630)),
    ("Australia/Lord_Howe", "2026-10-03T15:30:00Z", .hours(11)),
    // A change of the standard time, with no summer time in it.
    ("Africa/Juba", "2021-01-31T21:00:00Z", .hours(2)),
    // The clocks go back for Ramadan.
    ("Africa/Casablanca", "2022-03-27T02:00:00Z", .zero), ("Africa/Casablanca", "2022-05-08T02:00:00Z", .hours(1)),
  ]

  @Test("changes stand where they happened, or will", arguments: known)
  func changes(zone name: String, at: String, offset: Span) throws {
    let zone = try #require(ZoneTable.zone(named: name))
    #expect(Self.change(zone, at: at)?.offset == offset)
  }

  @Test("Sao Paulo gave summer time up in 2019")
  func saoPaulo() throws {
    let zone = try #require(ZoneTable.zone(named: "America/Sao_Paulo"))
    #expect(zone == Zone(name: "America/Sao_Paulo", firstOffset: .hours(-3)))
  }

  @Test("each change is a change, and they are in order")
  func order() throws {
    for name in Self.names {
      let zone = try #require(ZoneTable.zone(named: name))
      var offset = zone.firstOffset
      for change in zone.changes {
        #expect(change.offset != offset, "\(name) at \(change.at)")
        offset = change.offset
      }
      #expect(zone.changes.map(\.at) == zone.changes.map(\.at).sorted())
    }
  }

  private static let names = [
    "Asia/Tokyo", "Europe/Berlin", "Europe/London", "Europe/Dublin", "America/New_York", "America/St_Johns",
    "America/Sao_Paulo", "America/Nuuk", "America/Asuncion", "Australia/Lord_Howe", "Australia/Adelaide",
    "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati", "Asia/Kathmandu", "Asia/Tehran",
    "Asia/Calcutta", "Asia/Gaza", "Africa/Casablanca", "Africa/Cairo", "Africa/Juba", "Antarctica/Troll",
    "America/Mexico_City", "Europe/Volgograd", "Asia/Almaty", "Etc/GMT+9",
  ]

  @Test("at any instant of the years that it covers", arguments: names)
  func agreement(name: String) throws {
    let zone = try #require(ZoneTable.zone(named: name))
    let source = try #require(TimeZone(identifier: name))
    var generator = SeededRandom(seed: 7)
    let span = 1_577_836_800..<Int64(2_366_841_600)
    let edges = zone.changes.flatMap { [$0.at.milliseconds / 1000 - 1, $0.at.milliseconds / 1000] }
    let moments = (0..<3000).map { _ in Int64.random(in: span, using: &generator) } + edges
    let wrong = moments.filter { second in
      let offset = source.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
      return zone.offset(at: Instant(milliseconds: second * 1000)) != .seconds(Int64(offset))
    }
    #expect(wrong.isEmpty, "\(wrong.count) of \(moments.count), first \(wrong.first ?? 0)")
  }

  @Test("a name that the database does not know has no table")
  func unknown() {
    #expect(ZoneTable.zone(named: "Asia/Nowhere") == nil)
  }

  @Test("an application carries the zones that its rules name, UTC left out")
  func carried() throws {
    let text = GoodApplication.text
    let application = try #require(MarkedText(text).read().application)
    #expect(application.zones?.keys.sorted() == ["Asia/Tokyo"])
    #expect(application.zone("Asia/Tokyo")?.firstOffset == .hours(9))
    let utc = try #require(MarkedText(text.replacing("Asia/Tokyo", with: "UTC")).read().application)
    #expect(utc.zones == nil)
    #expect(utc.zone("UTC") == .utc)
  }
}
