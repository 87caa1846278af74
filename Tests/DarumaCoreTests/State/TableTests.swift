import Testing
import TestSupport

@testable import DarumaCore

@Suite("A table is a dictionary whose copies share what is the same")
struct TableTests {
  @Test("what is done to a copy leaves the original as it was, through any number of changes", arguments: 0..<20)
  func copies(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var table = Table<String, [Int]>()
    var plain: [String: [Int]] = [:]
    var kept: [(table: Table<String, [Int]>, plain: [String: [Int]])] = []
    for _ in 0..<300 {
      let key = "k\(Int.random(in: 0..<40, using: &random))"
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        table[key] = nil
        plain[key] = nil
      case 1:
        table[key, default: []].append(1)
        plain[key, default: []].append(1)
      default:
        let value = [Int.random(in: 0..<9, using: &random)]
        table[key] = value
        plain[key] = value
      }
      if random.once(in: 10) { kept.append((table, plain)) }
    }
    for (table, plain) in kept + [(table, plain)] {
      #expect(table.count == plain.count && Set(table.keys) == Set(plain.keys))
      for (key, value) in plain { #expect(table[key] == value) }
    }
  }

  @Test("it is written as a dictionary is, and two that hold the same are equal, however they came about")
  func written() throws {
    var table = Table<ResourceID, Int>()
    for (key, value) in [("a", 1), ("b", 2), ("c", 3)] { table[ResourceID(key)] = value }
    table["c"] = nil
    #expect(try JSONText.of(table) == #"{"a":1,"b":2}"#)
    let read = try JSONText.read(#"{"b":2,"a":1}"#, as: Table<ResourceID, Int>.self)
    #expect(read == table && read.hashValue == table.hashValue)
    table.keep { $0 == "a" }
    #expect(table.count == 1 && table != read)
  }
}
