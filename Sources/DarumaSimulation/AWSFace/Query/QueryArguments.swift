/// The parameters of a call in the query protocol. Each is taken out when it is read, so that what nobody
/// read can be refused instead of being ignored.
struct QueryArguments: Sendable {
  private var fields: [String: String]

  init(_ fields: [String: String]) {
    self.fields = fields
  }

  mutating func text(_ name: String) -> String? {
    fields.removeValue(forKey: name)
  }

  /// - Throws: `MissingParameter`, also for an empty value.
  mutating func required(_ name: String) throws(CloudError) -> String {
    guard let value = text(name), !value.isEmpty else { throw .missingParameter(name) }
    return value
  }

  /// - Throws: `InvalidParameterValue` for what is no number.
  mutating func number(_ name: String) throws(CloudError) -> Int? {
    guard let value = text(name) else { return nil }
    guard let number = Int(value) else {
      throw .invalidParameterValue("Invalid value \(value) for \(name): an integer is expected")
    }
    return number
  }

  /// - Throws: `InvalidParameterValue` for what is neither `true` nor `false`.
  mutating func flag(_ name: String) throws(CloudError) -> Bool? {
    switch text(name) {
    case nil: return nil
    case "true": return true
    case "false": return false
    case let value?:
      throw .invalidParameterValue("Invalid value \(value) for \(name): true or false is expected")
    }
  }

  /// The values of `List.Member.1`, `List.Member.2` and so on, up to the first number missing.
  mutating func list(_ name: String, _ member: String) -> [String] {
    takeEmptyList(name)
    var values: [String] = []
    while let value = text("\(name).\(member).\(values.count + 1)") { values.append(value) }
    return values
  }

  /// The values of `List.Member.1.First` and `List.Member.1.Second` and so on.
  ///
  /// - Throws: `MissingParameter` for half a pair.
  mutating func pairs(
    _ name: String, _ member: String, _ first: String, _ second: String
  ) throws(CloudError) -> [(String, String)] {
    takeEmptyList(name)
    var pairs: [(String, String)] = []
    while true {
      let prefix = "\(name).\(member).\(pairs.count + 1)"
      switch (text("\(prefix).\(first)"), text("\(prefix).\(second)")) {
      case (nil, nil): return pairs
      case (let left?, let right?): pairs.append((left, right))
      case (nil, _?): throw .missingParameter("\(prefix).\(first)")
      case (_?, nil): throw .missingParameter("\(prefix).\(second)")
      }
    }
  }

  /// The structures `List.Member.1`, `List.Member.2` and so on, each read by `read`.
  ///
  /// - Throws: what `read` throws, and `UnknownParameter` for a member that it left.
  mutating func items<Item>(
    _ name: String, _ member: String = "member", _ read: (inout QueryArguments) throws(CloudError) -> Item
  ) throws(CloudError) -> [Item] {
    takeEmptyList(name)
    var items: [Item] = []
    while let item = try structure("\(name).\(member).\(items.count + 1)", read) { items.append(item) }
    return items
  }

  /// The structure `Name`, if any member of it is given.
  mutating func structure<Item>(
    _ name: String, _ read: (inout QueryArguments) throws(CloudError) -> Item
  ) throws(CloudError) -> Item? {
    let prefix = name + "."
    let members = fields.filter { $0.key.hasPrefix(prefix) }
    guard !members.isEmpty else { return nil }
    for key in members.keys { fields[key] = nil }
    var inner = QueryArguments(
      Dictionary(uniqueKeysWithValues: members.map { (String($0.key.dropFirst(prefix.count)), $0.value) }))
    let item = try read(&inner)
    try inner.finish()
    return item
  }

  /// The query protocol writes an empty list as `List=`.
  mutating func takeEmptyList(_ name: String) {
    if fields[name] == "" { fields[name] = nil }
  }

  /// - Throws: `UnknownParameter` if something was given that nobody has read. AWS ignores much of it, but a
  ///   client that sends what isn't modelled here must not believe that it had an effect.
  func finish() throws(CloudError) {
    guard let extra = fields.keys.sorted().first else { return }
    throw CloudError("UnknownParameter", "The parameter \(extra) is not recognized by the simulated cloud")
  }
}
