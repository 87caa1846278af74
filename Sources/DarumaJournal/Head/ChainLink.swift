import DarumaCore

/// Reads from the bytes of a commit only where it belongs. Its events are passed over: a whole journal is checked at each
/// start, and they are nine tenths of it.
enum ChainLink {
  /// Nil where `bytes` are no commit as this version writes it: then whoever asks has to read it in full.
  static func read(_ bytes: [UInt8]) -> CommitLink? {
    var rest = bytes[...]
    // {"at":"…","epoch":3,"events":[
    guard let start = rest.prefix(64).firstRange(of: epochMark) else { return nil }
    var epochText = rest[start.upperBound...]
    guard bytes.starts(with: opening), let epoch = takeNumber(&epochText), epochText.starts(with: eventsMark) else {
      return nil
    }
    // No text holds a bare quotation mark, so that what is found last stands at the end of the record itself.
    guard let previousAt = rest.lastRange(of: previousMark) else { return nil }
    let hash = rest[previousAt.upperBound...].prefix(64)
    guard hash.count == 64, rest[(previousAt.upperBound + 64)...].starts(with: workerMark) else { return nil }
    rest = rest[..<previousAt.lowerBound]
    guard let partition = takeLastNumber(&rest, after: partitionMark),
      let number = takeLastNumber(&rest, after: numberMark),
      rest.ends(with: kindMark), let formatAt = rest.lastRange(of: formatMark),
      formatAt.lowerBound >= epochText.startIndex
    else { return nil }
    return CommitLink(
      partition: Int32(clamping: partition), number: number,
      previous: RecordHash(String(decoding: hash, as: UTF8.self)),
      epoch: epoch)
  }

  private static let opening = Array(#"{"at":""#.utf8)
  private static let epochMark = Array(#"","epoch":"#.utf8)
  private static let eventsMark = Array(#","events":["#.utf8)
  private static let formatMark = Array(#"],"format":1,"inputs":["#.utf8)
  private static let kindMark = Array(#"],"kind":"commit""#.utf8)
  private static let numberMark = Array(#","number":"#.utf8)
  private static let partitionMark = Array(#","partition":"#.utf8)
  private static let previousMark = Array(#","previous":""#.utf8)
  private static let workerMark = Array(#"","worker":""#.utf8)

  private static func takeNumber(_ rest: inout ArraySlice<UInt8>) -> Int64? {
    let digits = rest.prefix { isDigit($0) }
    rest = rest[digits.endIndex...]
    return Int64(String(decoding: digits, as: UTF8.self))
  }

  private static func takeLastNumber(_ rest: inout ArraySlice<UInt8>, after mark: [UInt8]) -> Int64? {
    var start = rest.endIndex
    while start > rest.startIndex, isDigit(rest[start - 1]) { start -= 1 }
    guard let number = Int64(String(decoding: rest[start...], as: UTF8.self)) else { return nil }
    rest = rest[..<start]
    guard rest.ends(with: mark) else { return nil }
    rest = rest.dropLast(mark.count)
    return number
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

extension ArraySlice<UInt8> {
  fileprivate func ends(with mark: [UInt8]) -> Bool { suffix(mark.count).elementsEqual(mark) }

  fileprivate func lastRange(of mark: [UInt8]) -> Range<Int>? {
    guard let first = mark.first else { return nil }
    var place = endIndex - mark.count
    while place >= startIndex {
      if self[place] == first, self[place...].starts(with: mark) { return place..<(place + mark.count) }
      place -= 1
    }
    return nil
  }
}
