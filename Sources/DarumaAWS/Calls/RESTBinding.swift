/// Where the members of a call go in the REST protocols. Those that neither line nor headers name form the body.
package struct RESTBinding: Sendable, Hashable {
  package var line: RESTLine
  /// By member the header field that it becomes: `["IfMatch": "If-Match"]`. A field that ends in `*` takes an object,
  /// and puts each of its names in place of the star: `["Metadata": "x-amz-meta-*"]`.
  package var headers: [String: String]
  /// The member that is the whole body: a document, or a text that is sent as it is.
  package var payload: String?
  /// The element around an XML body, where it is called neither as the payload's member nor as the operation with
  /// `Request`.
  package var root: String?

  package init(
    _ line: RESTLine, headers: [String: String] = [:], payload: String? = nil, root: String? = nil
  ) {
    self.line = line
    self.headers = headers
    self.payload = payload
    self.root = root
  }
}

/// Method, path and query of an operation of a REST protocol, with the names of members in braces:
///
///     GET /backup-vaults/{BackupVaultName}/recovery-points/?maxResults={MaxResults}
///
/// A member in the path must be there, and stays one segment (`{Key+}`: keeps its slashes). One in the query is left
/// out where it is missing; a list is said once for each item. For S3 the path begins with `/{Bucket}`.
package struct RESTLine: Sendable, Hashable {
  enum Piece: Sendable, Hashable {
    case literal(String)
    case member(String)
    case memberWithSlashes(String)
  }

  enum QueryItem: Sendable, Hashable {
    case literal(name: String, value: String)
    case member(name: String, member: String)
  }

  package let text: String
  package let method: String
  let path: [Piece]
  let query: [QueryItem]

  private static let methods: Set<String> = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"]

  /// - Throws: ``WireFormatError``, where the text is no such line.
  package init(_ text: String) throws(WireFormatError) {
    func refusal(_ reason: String) -> WireFormatError { WireFormatError("'\(text)': \(reason)") }
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, Self.methods.contains(String(words[0])) else {
      throw refusal("it must be a method (\(Self.methods.sorted().joined(separator: ", "))), one blank and a path")
    }
    guard words[1].first == "/" else { throw refusal("the path must begin with '/'") }
    guard words[1].utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }) else {
      throw refusal("the path holds a letter that must be percent-encoded")
    }
    let parts = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.text = text
    method = String(words[0])
    path = try Self.pieces(of: parts[0], refusal)
    var items: [QueryItem] = []
    for item in parts.count > 1 ? parts[1].split(separator: "&", omittingEmptySubsequences: false) : [] {
      items.append(try Self.queryItem(item, refusal))
    }
    query = items
  }

  /// The members in the path, without which there is no such address.
  package var pathMembers: [String] {
    path.compactMap { piece in
      switch piece {
      case .literal: nil
      case .member(let name), .memberWithSlashes(let name): name
      }
    }
  }

  /// All members that it names.
  var members: [String] {
    pathMembers
      + query.compactMap { item in
        guard case .member(_, let member) = item else { return nil }
        return member
      }
  }

  private static func pieces(
    of path: Substring, _ refusal: (String) -> WireFormatError
  ) throws(WireFormatError) -> [Piece] {
    var pieces: [Piece] = []
    var rest = path
    while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      guard rest[brace] == "{", let end = rest[brace...].firstIndex(of: "}") else {
        throw refusal("a brace is not closed, or not opened")
      }
      if brace > rest.startIndex { pieces.append(.literal(String(rest[..<brace]))) }
      let name = rest[rest.index(after: brace)..<end]
      let keepsSlashes = name.last == "+"
      let member = String(keepsSlashes ? name.dropLast() : name)
      guard isName(member) else { throw refusal("'{\(name)}' names no member") }
      pieces.append(keepsSlashes ? .memberWithSlashes(member) : .member(member))
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { pieces.append(.literal(String(rest))) }
    return pieces
  }

  private static func queryItem(
    _ text: Substring, _ refusal: (String) -> WireFormatError
  ) throws(WireFormatError) -> QueryItem {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let value = parts.count > 1 ? parts[1] : ""
    guard !name.isEmpty, !name.contains(where: { "{}%".contains($0) }) else {
      throw refusal("'\(text)' in the query has no plain name")
    }
    guard value.first == "{" else {
      guard !value.contains(where: { "{}%".contains($0) }) else {
        throw refusal("'\(text)' in the query is neither a member in braces nor a plain text")
      }
      return .literal(name: name, value: String(value))
    }
    let member = String(value.dropFirst().dropLast())
    guard value.last == "}", isName(member) else { throw refusal("'\(value)' names no member") }
    return .member(name: name, member: member)
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
  }
}

extension RESTLine: ExpressibleByStringLiteral, CustomStringConvertible {
  /// A line in our own code that is none is a mistake of ours.
  package init(stringLiteral value: String) {
    do throws(WireFormatError) {
      try self.init(value)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  package var description: String { text }
}
