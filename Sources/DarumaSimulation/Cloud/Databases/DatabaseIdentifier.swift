/// The rules for names in RDS: letters, digits and hyphens, beginning with a letter, not ending with a hyphen
/// and without two in a row; kept in lower case. Source: the parameter descriptions in the RDS API reference.
enum DatabaseIdentifier {
  static let longestInstance = 63
  static let longestSnapshot = 255

  /// - Parameter parameter: the request parameter that carries the name, for the message.
  /// - Returns: the name as RDS keeps it.
  /// - Throws: `InvalidParameterValue`.
  static func checked(
    _ name: String, parameter: String, longest: Int
  ) throws(CloudError) -> String {
    let isWellFormed =
      !name.isEmpty && name.utf8.count <= longest
      && name.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == hyphen }
      && name.utf8.first.map(isLetter) == true && name.utf8.last != hyphen && !containsTwoHyphens(name)
    guard isWellFormed else {
      throw .invalidParameterValue(
        "The parameter \(parameter) is not a valid identifier. Identifiers must begin with a letter; must "
          + "contain only ASCII letters, digits, and hyphens; must not end with a hyphen or contain two "
          + "consecutive hyphens; and must not be longer than \(longest) characters.")
    }
    return name.lowercased()
  }

  private static let hyphen = UInt8(ascii: "-")

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func containsTwoHyphens(_ name: String) -> Bool {
    zip(name.utf8, name.utf8.dropFirst()).contains { $0 == hyphen && $1 == hyphen }
  }
}
