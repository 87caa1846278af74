import Testing
import TestSupport

@testable import DarumaCore

@Suite("Any order, any number of times: the same projection, byte for byte")
struct JoinPropertyTests {
  private static func projection(_ signals: some Sequence<Signal>) -> Projection {
    var projection = Projection()
    for signal in signals { projection.absorb(signal) }
    return projection
  }

  @Test("shuffled and repeated signals give the same", arguments: 0..<150)
  func shuffled(seed: UInt64) throws {
    var source = SignalSource(random: SeededRandom(seed: seed))
    let signals = source.signals(.random(in: 2...40, using: &source.random))
    let projection = Self.projection(signals)
    let text = try JSONText.of(projection)
    for _ in 0..<10 {
      let repeats = signals.filter { _ in source.random.once(in: 2) }
      let again = Self.projection((signals + repeats).shuffled(using: &source.random))
      try #require(again == projection)
      try #require(try JSONText.of(again) == text)
    }
    #expect(try JSONText.read(text) == projection)
  }

  @Test("all orders of a few signals about one thing give the same", arguments: Fact.Kind.allCases)
  func permuted(kind: Fact.Kind) throws {
    for seed in UInt64(0)..<60 {
      var source = SignalSource(random: SeededRandom(seed: seed))
      let signals = Array(source.signals(400).filter { $0.fact.kind == kind }.prefix(4))
      try #require(signals.count == 4)
      let projection = Self.projection(signals)
      for order in Self.orders(of: signals) { try #require(Self.projection(order) == projection) }
    }
  }

  private static func orders(of signals: [Signal]) -> [[Signal]] {
    guard signals.count > 1 else { return [signals] }
    return signals.indices.flatMap { index -> [[Signal]] in
      var rest = signals
      let first = rest.remove(at: index)
      return orders(of: rest).map { [first] + $0 }
    }
  }

  @Test("isChanged says beforehand whether a signal changes anything", arguments: 0..<100)
  func isChanged(seed: UInt64) throws {
    var source = SignalSource(random: SeededRandom(seed: seed))
    var projection = Projection()
    for signal in source.signals(40) {
      let before = projection
      let isChanged = projection.isChanged(by: signal)
      projection.absorb(signal)
      try #require(isChanged == (projection != before), "\(signal)")
    }
  }

  @Test("what was once said changes nothing when it is said again, however late", arguments: 0..<100)
  func late(seed: UInt64) throws {
    var source = SignalSource(random: SeededRandom(seed: seed))
    var projection = Projection()
    var said: [Signal] = []
    for signal in source.signals(30) {
      projection.absorb(signal)
      said.append(signal)
      for earlier in said { try #require(!projection.isChanged(by: earlier), "\(earlier)") }
    }
  }

  @Test("two histories joined in either order give the same as one", arguments: 0..<50)
  func halves(seed: UInt64) {
    var source = SignalSource(random: SeededRandom(seed: seed))
    let signals = source.signals(30)
    let first = signals.prefix(15)
    let second = signals.dropFirst(15)
    #expect(Self.projection(first + second) == Self.projection(second + first))
  }

  @Test("joining what two places know of a point is joining their signals", arguments: 0..<100)
  func records(seed: UInt64) {
    var source = SignalSource(random: SeededRandom(seed: seed))
    let signals = source.signals(60)
    let whole = Self.projection(signals).protection.points
    let first = Self.projection(signals.prefix(30)).protection.points
    let second = Self.projection(signals.dropFirst(30)).protection.points
    for point in whole.values {
      var joined = first[point.id] ?? RecoveryPoint(id: point.id)
      joined.join(second[point.id] ?? RecoveryPoint(id: point.id))
      joined.resource = point.resource
      #expect(joined == point)
    }
  }

  @Test("commands are no part of the projection; a fact that no rule asks for is")
  func noPart() {
    for kind in Fact.Kind.allCases {
      let isPart = kind != .commandGiven
      var signal = Signal.sample(FactSamples.full(kind))
      if case .threatFound(var fact) = signal.fact {
        fact.sample = false
        signal.fact = .threatFound(fact)
      }
      #expect(Projection().isChanged(by: signal) == isPart, "\(kind)")
    }
  }
}
