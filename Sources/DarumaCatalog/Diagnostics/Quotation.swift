/// Text of a file as it stands in a message: in backquotes, on one line, and not longer than is of use.
package func quoted(_ text: some StringProtocol) -> String {
  let longest = 80
  var shown = ""
  for scalar in text.unicodeScalars.prefix(longest) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      shown += "\\u{\(String(scalar.value, radix: 16))}"
    default:
      shown.unicodeScalars.append(scalar)
    }
  }
  return "`" + shown + (text.unicodeScalars.count > longest ? "..." : "") + "`"
}

/// `a`, `b` or `c`; what goes beyond the first dozen is counted.
package func alternatives(_ texts: [String]) -> String { enumeration(texts, before: "or") }

/// `a`, `b` and `c`; what goes beyond the first dozen is counted.
package func listing(_ texts: [String]) -> String { enumeration(texts, before: "and") }

private func enumeration(_ texts: [String], before last: String) -> String {
  let most = 12
  var items = texts.prefix(most).map { quoted($0) }
  if texts.count > most { items.append("\(texts.count - most) more") }
  guard let end = items.popLast() else { return "nothing" }
  return items.isEmpty ? end : items.joined(separator: ", ") + " \(last) " + end
}
