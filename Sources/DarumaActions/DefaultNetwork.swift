import DarumaCatalog
import DarumaCore

/// What a failover makes stands in a network of its owner's, and not in the region's default one by oversight.
enum DefaultNetwork {
  /// - Parameters:
  ///   - keys: The keys of `with` that are not given, of those that name the network.
  ///   - what: What becomes of it: `the cache is made in`.
  static func check(without keys: [String], _ what: String, in setting: ActionSetting, _ findings: Findings) {
    guard setting.planKind == .failover, !keys.isEmpty else { return }
    findings.report(
      .restoreWithDefaults, at: setting.place,
      "without \(listing(keys)) \(what) the default network of the region", remedy: "add \(listing(keys)) to `with`")
  }
}
