import DarumaCatalog
import DarumaCore

/// What a plan changes in one container.
struct ContainerChanges {
  static let variables = NamedValues.Keys(
    "environment", names: .environmentVariable, atMost: 100, "Environment variables of the container")

  /// Nil: the only one.
  var container: String?
  var image: String?
  var environment: [String: String]

  func applied(to container: Document) -> Document {
    guard case .object(var members) = container else { return container }
    if let image { members["image"] = .text(image) }
    guard !environment.isEmpty else { return .object(members) }
    var variables = (members["environment"]?.items ?? []).map { variable in
      guard let name = variable["name"]?.text, let value = environment[name] else { return variable }
      return ["name": .text(name), "value": .text(value)] as Document
    }
    let present = Set(variables.compactMap { $0["name"]?.text })
    variables += Self.pairs(environment.filter { !present.contains($0.key) })
    members["environment"] = .list(variables)
    return .object(members)
  }

  /// As ECS has variables, in the order of their names.
  static func pairs(_ environment: [String: String]) -> [Document] {
    environment.sorted { $0.key < $1.key }.map { ["name": .text($0.key), "value": .text($0.value)] }
  }
}

extension Form where Value == String {
  fileprivate static var environmentVariable: Form {
    .notation(
      .badName, pattern: "^[A-Za-z_][A-Za-z0-9_]{0,254}$", what: "the name of an environment variable",
      example: "letters, digits and `_`, such as `DB_HOST`"
    ) { name in
      (1...255).contains(name.utf8.count) && name.utf8.first?.isASCIIDigit == false
        && name.utf8.allSatisfy { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "_") }
    }
  }
}
