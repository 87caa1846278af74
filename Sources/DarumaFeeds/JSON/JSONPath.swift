extension JSONValue {
  /// Where the value is, from the top of the record: `detail.state`, `Records[1].Sns.Message.AlarmName`
  /// (through a string that holds a document), `line 3: unit`. Empty for the whole record.
  ///
  /// Found by walking the document, which is why nobody has to keep a path on the way down.
  package var path: String {
    let place = document.place.description
    let local = document.path(to: index)
    if place.isEmpty || local.isEmpty { return place + local }
    if document.place.line != nil { return place + ": " + local }
    return local.hasPrefix("[") ? place + local : place + "." + local
  }
}

extension JSONDocument {
  /// The path inside this document. Walks over the nodes themselves: a batch of thousands of bad elements
  /// asks for a path for each.
  fileprivate func path(to target: Int) -> String {
    var path = ""
    var current = 0
    nodes.withUnsafeBufferPointer { nodes in
      while current != target {
        if nodes[current].kind == .array {
          var position = 0
          current += 1
          while Int(nodes[current].next) <= target {
            current = Int(nodes[current].next)
            position += 1
          }
          path += "[\(position)]"
        } else {
          var key = current + 1
          while Int(nodes[key + 1].next) <= target { key = Int(nodes[key + 1].next) }
          path += (path.isEmpty ? "" : ".") + JSONValue(document: self, index: key).text
          // A key is named by itself.
          current = key == target ? key : key + 1
        }
      }
    }
    return path
  }
}

extension JSONDocument.Place: CustomStringConvertible {
  var description: String {
    let outer = container?.path ?? ""
    guard let line else { return outer }
    return outer.isEmpty ? "line \(line)" : outer + " line \(line)"
  }
}
