extension JSONValue {
  /// Where the value is, from the top of the record: `detail.state`, `Records[1].Sns.Message.AlarmName`
  /// (through a string that holds a document), `line 3: unit`. Empty for the whole record.
  ///
  /// Found by walking up from the value, which is why nobody has to keep a path on the way down.
  package var path: String {
    let place = document.place.description
    let local = document.path(to: index)
    if place.isEmpty || local.isEmpty { return place + local }
    if document.place.line != nil { return place + ": " + local }
    return local.hasPrefix("[") ? place + local : place + "." + local
  }
}

extension JSONDocument {
  /// The path inside this document, from the value upwards: what stands beside its containers costs nothing,
  /// since a batch of thousands of bad elements asks for a path for each.
  fileprivate func path(to target: Int) -> String {
    var parts: [String] = []
    nodes.withUnsafeBufferPointer { nodes in
      var current = target
      while current != 0 {
        let parent = Int(nodes[current].parent)
        if nodes[parent].kind == .array {
          parts.append("[\(Self.position(of: current, in: parent, nodes))]")
        } else {
          // A key is named by itself.
          let key = nodes[current].isKey ? current : current - 1
          parts.append("." + JSONValue(document: self, index: key).text)
        }
        current = parent
      }
    }
    let path = parts.reversed().joined()
    return path.hasPrefix(".") ? String(path.dropFirst()) : path
  }

  private static func position(of element: Int, in array: Int, _ nodes: UnsafeBufferPointer<JSONNode>) -> Int {
    var position = 0
    var current = array + 1
    while current != element {
      current = Int(nodes[current].next)
      position += 1
    }
    return position
  }
}

extension JSONDocument.Place: CustomStringConvertible {
  var description: String {
    let outer = container?.path ?? ""
    guard let line else { return outer }
    return outer.isEmpty ? "line \(line)" : outer + " line \(line)"
  }
}
