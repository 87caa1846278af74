/// `Renamed cluster from ledger to ledger-v2`, `… Renamed orders to orders-old1 and orders-green-abc to orders.`: what was
/// called so before.
struct RenamedMessage {
  let names: [String]

  init(_ text: String) {
    let words = text.split(separator: " ").map { $0.trimmed }
    var names: [String] = []
    guard let start = words.firstIndex(where: { $0.lowercased() == "renamed" }) else {
      self.names = []
      return
    }
    for place in words.indices.dropFirst(start + 1) where words[place] == "to" {
      let name = words[place - 1]
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }
    self.names = names
  }
}

extension Substring {
  /// Without the marks at the end of a sentence or a clause.
  fileprivate var trimmed: String {
    var rest = self
    while let last = rest.last, last == "." || last == "," { rest.removeLast() }
    return String(rest)
  }
}
