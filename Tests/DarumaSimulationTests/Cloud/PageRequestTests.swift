import Testing

@testable import DarumaSimulation

@Suite("Pages of a describe answer")
struct PageRequestTests {
  private let items = (0..<55).map { "item-\($0 < 10 ? "0" : "")\($0)" }

  @Test("pages cover everything once, in order")
  func coverage() throws {
    var seen: [String] = []
    var marker: String?
    var sizes: [Int] = []
    repeat {
      let (page, next) = try PageRequest(maxRecords: 20, marker: marker).cut(items) { $0 }
      seen += page
      sizes.append(page.count)
      marker = next
    } while marker != nil
    #expect(seen == items)
    #expect(sizes == [20, 20, 15])
  }

  @Test("a page that takes just the rest is the last")
  func exactFit() throws {
    let (page, marker) = try PageRequest(maxRecords: 55).cut(items) { $0 }
    #expect(page.count == 55)
    #expect(marker == nil)
    #expect(try PageRequest().cut([String]()) { $0 }.marker == nil)
  }

  @Test("an item deleted between two pages neither hides nor repeats another")
  func deletion() throws {
    let (first, marker) = try PageRequest(maxRecords: 20).cut(items) { $0 }
    let rest = items.filter { $0 != first.last && $0 != "item-05" }
    let (second, _) = try PageRequest(maxRecords: 20, marker: marker).cut(rest) { $0 }
    #expect(second.first == "item-20")
  }

  @Test("sizes out of range and markers of others are refused", arguments: [0, 19, 101, -1])
  func refusals(size: Int) {
    #expect(throws: CloudError.self) { try PageRequest(maxRecords: size).cut(items) { $0 } }
  }

  @Test("markers that were never given out are refused", arguments: ["", "xyz", "zz", "abc", "ff"])
  func foreignMarkers(marker: String) {
    #expect(throws: CloudError.self) { try PageRequest(marker: marker).cut(items) { $0 } }
  }
}
