/// The rule for names in ECS: up to 255 letters, digits, underscores and hyphens.
enum ContainerName {
  static let longest = 255

  /// - Throws: `InvalidParameterException`.
  static func check(_ name: String, what: String) throws(CloudError) {
    let isWellFormed =
      !name.isEmpty && name.utf8.count <= longest
      && name.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_")
      }
    guard isWellFormed else {
      throw .invalidContainerParameter(
        "\(what) must match ^[a-zA-Z0-9\\-_]{1,\(longest)}$, but was: \(name)")
    }
  }
}

/// Something that an ECS describe call asked for and that isn't there.
package struct ContainerFailure: Sendable, Equatable {
  package let arn: String
  /// `MISSING`.
  package let reason: String

  static func missing(_ arn: String) -> ContainerFailure {
    ContainerFailure(arn: arn, reason: "MISSING")
  }
}
