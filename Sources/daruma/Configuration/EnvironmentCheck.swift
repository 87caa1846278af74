import DarumaCatalog

/// Variables of the environment that begin as ours do and that nobody reads: a misspelt one must not leave a default in
/// force, as in the file.
enum EnvironmentCheck {
  /// Ours, and no settings.
  private static let others = [SenderOptions.keyVariable]
  /// Our tests' and the fuzzer's own.
  private static let tests = ["DARUMA_TEST_", "DARUMA_SHARED", "DARUMA_BINARY", "DARUMA_FUZZ_"]

  /// What is wrong, a line each.
  static func faults(_ environment: [String: String]) -> [String] {
    let known = SettingKey.allCases.filter { $0 != .kafkaProperties }.map(\.variable) + others
    return environment.sorted { $0.key < $1.key }.compactMap { name, value in
      guard name.hasPrefix(SettingKey.variablePrefix), !known.contains(name), !isOfOthers(name, value) else {
        return nil
      }
      guard !isProperty(name) else { return nil }
      let hint = MisspeltWord.hint(name, among: known) ?? "`daruma settings` lists all"
      return "environment: nobody reads \(name); \(hint)"
    }
  }

  private static func isProperty(_ name: String) -> Bool {
    name.hasPrefix(GivenSettings.propertyVariables) && name.count > GivenSettings.propertyVariables.count
  }

  /// Whether somebody else sets it for reasons of his own. Kubernetes gives every container variables of the services that
  /// there are; one may be called `daruma` (kubernetes.io, Service, Discovering services).
  private static func isOfOthers(_ name: String, _ value: String) -> Bool {
    if tests.contains(where: name.hasPrefix) { return true }
    return name.hasSuffix("_SERVICE_HOST") || name.hasSuffix("_SERVICE_PORT") || name.contains("_SERVICE_PORT_")
      || (name.hasSuffix("_PORT") && value.contains("://")) || isOfPort(name)
  }

  /// `DARUMA_PORT_8080_TCP`, `DARUMA_PORT_8080_TCP_ADDR`
  private static func isOfPort(_ name: String) -> Bool {
    let words = name.split(separator: "_", omittingEmptySubsequences: false)
    guard let port = words.lastIndex(of: "PORT"), let last = words.last else { return false }
    // The last word may be PORT too.
    let start = last == "PORT" ? words.dropLast().lastIndex(of: "PORT") ?? port : port
    let rest = words[(start + 1)...]
    guard let number = rest.first, !number.isEmpty, number.allSatisfy(\.isNumber), let kind = rest.dropFirst().first,
      ["TCP", "UDP", "SCTP"].contains(kind)
    else { return false }
    return rest.count == 2 || (rest.count == 3 && ["PROTO", "PORT", "ADDR"].contains(last))
  }
}
