import Testing

@testable import DarumaCore

@Suite("Three-valued: what nobody knows is neither so nor not so")
struct TruthTests {
  @Test("all: one that does not hold decides, an unknown leaves it open")
  func all() {
    #expect(Truth.all([.holds, .holds]) == .holds)
    #expect(Truth.all([.holds, .unknown]) == .unknown)
    #expect(Truth.all([.unknown, .not]) == .not)
    #expect(Truth.all([]) == .holds)
  }

  @Test("at least so many: counted is what certainly holds; it is unknown if the unknowns could make it")
  func atLeast() {
    #expect(Truth.atLeast(2, of: [.holds, .unknown, .holds]) == .holds)
    #expect(Truth.atLeast(2, of: [.holds, .unknown, .not]) == .unknown)
    #expect(Truth.atLeast(2, of: [.not, .unknown, .not]) == .not)
    #expect(Truth.atLeast(1, of: []) == .not)
  }

  @Test("all and any are counts", arguments: Truth.allCases, Truth.allCases)
  func counts(first: Truth, second: Truth) {
    #expect(Truth.all([first, second]) == Truth.atLeast(2, of: [first, second]))
    let any = Truth.all([first.negated, second.negated]).negated
    #expect(any == Truth.atLeast(1, of: [first, second]))
  }

  @Test("that something unknown is not so is unknown")
  func negated() {
    #expect(Truth.allCases.map(\.negated) == [.not, .holds, .unknown])
  }
}
