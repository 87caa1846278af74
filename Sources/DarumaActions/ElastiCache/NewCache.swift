package import DarumaCatalog
package import DarumaCore

/// What the file says of a cache that a step makes, of whatever sort: its names are made up, and it stands in a network.
package struct NewCache: ActionWanted {
  /// For people: `replication group`.
  let what: String
  let longestIdentifier: Int
  /// The keys that name its network.
  let network: [String]
  let given: GivenParameters

  package func parameters(in setting: ActionSetting) -> [String: Document] {
    let names: [String: Document] = [
      "identifier": .blank(.name(longest: longestIdentifier)),
      "earlierIdentifiers": .blank(.earlierNames(longest: longestIdentifier)),
    ]
    return given.parameters(in: setting).merging(names) { $1 }
  }

  package func check(in setting: ActionSetting, _ findings: Findings) {
    DefaultNetwork.check(
      without: network.filter { given.values[$0] == nil }, "the \(what) is made in", in: setting, findings)
  }
}
