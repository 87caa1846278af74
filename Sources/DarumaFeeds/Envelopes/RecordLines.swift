/// The lines of newline-delimited JSON, each with its number from 1; blank lines are left out.
///
/// Looked for only where the bytes as a whole are no JSON, so that a document that is spread over lines is
/// never torn apart.
struct RecordLines: Sequence {
  private let lines: [(Int, ArraySlice<UInt8>)]

  /// Nil where fewer than two lines begin an object in their first column.
  init?(_ bytes: ArraySlice<UInt8>) {
    var lines: [(Int, ArraySlice<UInt8>)] = []
    var objects = 0
    let split = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in split.enumerated() where line.contains(where: { ![0x20, 0x09, 0x0D].contains($0) }) {
      if line.first == UInt8(ascii: "{") { objects += 1 }
      lines.append((index + 1, line))
    }
    guard objects >= 2 else { return nil }
    self.lines = lines
  }

  func makeIterator() -> IndexingIterator<[(Int, ArraySlice<UInt8>)]> { lines.makeIterator() }
}
