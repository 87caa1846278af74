/// The header part of a canonical request.
struct CanonicalHeaders: Equatable {
  /// `name:value` lines, each with its line break.
  private(set) var lines = ""
  /// `host;x-amz-date`.
  private(set) var names = ""

  /// Fields that a proxy or the transport may change, and the signature itself.
  private static let unsigned: Set<String> = [
    "authorization", "connection", "expect", "proxy-authorization", "te", "transfer-encoding", "upgrade",
    "user-agent",
    "x-amzn-trace-id",
  ]

  init(_ headers: [HTTPHeader]) {
    var values: [String: [String]] = [:]
    for header in headers {
      let name = header.name.lowercased()
      guard !Self.unsigned.contains(name) else { continue }
      values[name, default: []].append(Self.folded(header.value))
    }
    let sorted = values.keys.sorted()
    for name in sorted { lines += "\(name):\(values[name, default: []].joined(separator: ","))\n" }
    names = sorted.joined(separator: ";")
  }

  /// Without blanks at the ends, and with one blank for several.
  private static func folded(_ value: String) -> String {
    value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
  }
}
