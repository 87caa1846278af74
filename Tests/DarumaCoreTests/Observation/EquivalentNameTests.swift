import Testing

@testable import DarumaCore

@Suite("Names that Unicode calls equivalent are two names: bytes tell alarms apart")
struct EquivalentNameTests {
  /// `é` as one scalar, and as two.
  private static let names = ["caf\u{E9}", "cafe\u{301}"]

  private static func signal(_ name: String, _ state: AlarmChanged.State, _ at: String) -> Signal {
    Signal(
      id: SignalID("\(name) \(at)"), at: .at(at), seenAt: .at(at), source: "test", account: "123456789012",
      region: "us-east-1", resource: nil, fact: .alarmChanged(AlarmChanged(alarm: name, state: state, since: .at(at))))
  }

  private static let signals = [
    signal(names[0], .alarm, "03:00"), signal(names[1], .alarm, "03:01"), signal(names[1], .ok, "03:02"),
  ]

  private static func projection(_ signals: [Signal]) -> Projection {
    var projection = Projection()
    for signal in signals { projection.absorb(signal) }
    return projection
  }

  @Test("one's OK does not end the other's ALARM, and the order makes no difference, to the byte")
  func apart() throws {
    let whole = Self.projection(Self.signals)
    #expect(whole.world.alarms.count == 2)
    let text = try JSONText.of(whole)
    #expect(Self.projection(Self.signals.reversed()) == whole)
    #expect(try JSONText.of(Self.projection(Self.signals.reversed())).utf8.elementsEqual(text.utf8))
    #expect(try JSONText.read(text) == whole, "both are written, and read again")
  }

  @Test("what looks like a name that is written by its bytes is one all the same")
  func marked() throws {
    var table = Table<AlarmKey, Int>()
    let names = Self.names + [EquivalentNames.mark + "zz", EquivalentNames.mark + "6161", "aa", "plain"]
    for (number, name) in names.enumerated() { table[AlarmKey(name)] = number }
    let text = try JSONText.of(table)
    #expect(try JSONText.read(text) == table && text.contains(#""plain":5"#), "\(text)")
    table = Table()
    table[AlarmKey(Self.names[1])] = 1
    #expect(try JSONText.of(table) == #"{"\#(Self.names[1])":1}"#, "alone it is written as it is")
  }

  @Test("a pattern means the one that it is written as")
  func patterns() {
    let pattern = NamePattern(Self.names[0])
    #expect(pattern.matches(Self.names[0]) && !pattern.matches(Self.names[1]))
    #expect(NamePattern("caf*").matches(Self.names[1]))
  }
}
