import Testing

@testable import DarumaCore

@Suite("Guards: the table of their moments is what is asked")
struct GuardTableTests {
  @Test("each guard is asked at the moments that the table at the head of its file says")
  func table() throws {
    let rows = try SourceFile.text("Sources/DarumaCore/Failover/Guard.swift").split(separator: "\n")
      .filter { $0.hasPrefix("/// |") }
      .map { row in
        row.dropFirst(4).split(separator: "|", omittingEmptySubsequences: true)
          .map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
      }
    let header = try #require(rows.first)
    #expect(header == ["guard"] + Guard.Moment.allCases.map(\.rawValue))
    let written = rows.dropFirst(2).map { cells in
      "\(cells[0]): " + zip(header, cells).dropFirst().filter { $0.1 == "yes" }.map(\.0).joined(separator: " ")
    }
    let asked = Guard.allCases.map { name in
      "\(name.rawValue): "
        + Guard.Moment.allCases.filter(name.moments.contains).map(\.rawValue).joined(separator: " ")
    }
    #expect(written == asked)
  }

  @Test("what moves users is asked everything that what changes the outside is asked, but for the point that is used")
  func cutOver() {
    for name in Guard.allCases where name.moments.contains(.sending) && name != .noUsableRecoveryPoint {
      #expect(name.moments.contains(.cuttingOver), "\(name)")
    }
  }
}
