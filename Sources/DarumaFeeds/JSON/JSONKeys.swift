/// Finds a key that an object has twice, however the two are escaped.
enum JSONKeys {
  /// Up to so many members each pair is compared, which needs no memory; above, the keys are sorted, so that
  /// no object costs more than n log n.
  private static let pairwiseLimit = 24

  static func checkUnique(
    ofObjectAt index: Int, count: Int, nodes: [JSONNode], bytes: UnsafeBufferPointer<UInt8>
  ) throws(JSONFault) {
    guard count > 1 else { return }
    if count <= pairwiseLimit {
      try comparePairs(from: index + 1, to: nodes.count, nodes: nodes, bytes: bytes)
    } else {
      try compareSorted(from: index + 1, to: nodes.count, nodes: nodes, bytes: bytes)
    }
  }

  private static func comparePairs(
    from start: Int, to end: Int, nodes: [JSONNode], bytes: UnsafeBufferPointer<UInt8>
  ) throws(JSONFault) {
    var later = Int(nodes[start + 1].next)
    while later < end {
      var earlier = start
      while earlier < later {
        if isSame(nodes[earlier], nodes[later], bytes) {
          throw JSONFault(.duplicateKey, at: Int(nodes[later].start))
        }
        earlier = Int(nodes[earlier + 1].next)
      }
      later = Int(nodes[later + 1].next)
    }
  }

  private static func isSame(
    _ left: JSONNode, _ right: JSONNode, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if left.isEscaped || right.isEscaped { return text(left, bytes) == text(right, bytes) }
    let length = left.end - left.start
    guard length == right.end - right.start else { return false }
    for offset in 0..<length where bytes[Int(left.start + offset)] != bytes[Int(right.start + offset)] {
      return false
    }
    return true
  }

  private static func compareSorted(
    from start: Int, to end: Int, nodes: [JSONNode], bytes: UnsafeBufferPointer<UInt8>
  ) throws(JSONFault) {
    var keys: [(text: [UInt8], offset: UInt32)] = []
    var key = start
    while key < end {
      keys.append((text(nodes[key], bytes), nodes[key].start))
      key = Int(nodes[key + 1].next)
    }
    keys.sort { $0.text.lexicographicallyPrecedes($1.text) || ($0.text == $1.text && $0.offset < $1.offset) }
    for (left, right) in zip(keys, keys.dropFirst()) where left.text == right.text {
      throw JSONFault(.duplicateKey, at: Int(right.offset))
    }
  }

  private static func text(_ node: JSONNode, _ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let range = Int(node.start)..<Int(node.end)
    return node.isEscaped ? JSONString.unescape(bytes, range) : Array(bytes[range])
  }
}
