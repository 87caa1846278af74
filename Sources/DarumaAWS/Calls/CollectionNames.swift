/// How lists and maps are written in forms and XML: what a document alone does not say. In JSON nobody needs it.
///
/// A name that is used in several ways is given with what it stands in, the operation or the member around it:
/// `CreateDBProxy.VpcSecurityGroupIds`, `Aliases.Items`. That comes before the bare name.
package struct CollectionNames: Sendable, Hashable {
  /// What each item of a list is called: `VpcSecurityGroupIds` has items called `VpcSecurityGroupId`. Those of other
  /// lists are called `member`.
  package var items: [String: String]
  /// Lists without an element of their own around them: `<Rule/><Rule/>`.
  package var flattened: Set<String>
  /// Members that hold keys of the caller's choice.
  package var maps: [String: MapNames]

  package init(items: [String: String] = [:], flattened: Set<String> = [], maps: [String: MapNames] = [:]) {
    self.items = items
    self.flattened = flattened
    self.maps = maps
  }

  /// Nil where nothing is known.
  func item(of list: String, in parent: String) -> String? { items["\(parent).\(list)"] ?? items[list] }

  func isFlattened(_ list: String, in parent: String) -> Bool {
    flattened.contains(list) || flattened.contains("\(parent).\(list)")
  }

  func map(_ name: String, in parent: String) -> MapNames? { maps["\(parent).\(name)"] ?? maps[name] }

  /// With the names of `own`, which come first.
  func overridden(by own: CollectionNames) -> CollectionNames {
    CollectionNames(
      items: items.merging(own.items) { $1 }, flattened: flattened.union(own.flattened),
      maps: maps.merging(own.maps) { $1 })
  }
}

/// What key and value of a map's entry are called.
package struct MapNames: Sendable, Hashable {
  package var key: String
  package var value: String

  package init(key: String, value: String) {
    self.key = key
    self.value = value
  }

  /// `<entry><key/><value/></entry>`
  package static let keyValue = MapNames(key: "key", value: "value")
}
