package import DarumaCore

extension Form {
  /// A short name that the writer of the file chooses. It becomes part of ids, file names and message keys,
  /// which is why it is narrow.
  package static func name(_ what: String) -> Form where Value: Name {
    Form<String>.notation(
      .badName, pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$", what: what,
      example: "at most 63 letters, digits, `-` and `_`, beginning with a letter or digit"
    ) { text in
      (1...63).contains(text.utf8.count) && text.utf8.first?.isASCIIAlphanumeric == true
        && text.utf8.allSatisfy {
          $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
        }
    }.map { Value($0) }
  }
}
