/// One filter of a describe operation: a resource passes if one of its values is among those named.
package struct ResourceFilter: Sendable, Equatable {
  package let name: String
  package let values: [String]

  package init(_ name: String, _ values: [String]) {
    self.name = name
    self.values = values
  }

  /// - Parameter properties: the filters that the operation knows, and what each looks at.
  /// - Throws: `InvalidParameterValue` for a filter that it doesn't know.
  func applied<Item>(
    to items: [Item], _ properties: [String: @Sendable (Item) -> [String]]
  ) throws(CloudError) -> [Item] {
    guard let property = properties[name] else {
      throw .invalidParameterValue("Unrecognized filter name: \(name)")
    }
    return items.filter { item in property(item).contains(where: values.contains) }
  }

  /// For the call log.
  static func parameters(_ filters: [ResourceFilter]) -> [String: String] {
    Dictionary(filters.map { ("Filter.\($0.name)", $0.values.joined(separator: ",")) }) { "\($0);\($1)" }
  }
}
