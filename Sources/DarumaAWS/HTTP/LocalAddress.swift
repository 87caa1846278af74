/// Addresses that mean "this machine" or "this link": a proxy would resolve them on its own side, so requests
/// to them (and the tokens in them) never go through one.
enum LocalAddress {
  /// The loopback network, in the forms in which it stands in a URL.
  static func isLoopback(host: String) -> Bool {
    host.lowercased() == "localhost" || host == "[::1]" || ipv4(host)?.first == 127
  }

  /// Link-local addresses, and AWS's fixed address of the instance metadata over IPv6 (a unique local one).
  static func isLink(host: String) -> Bool {
    let lowercased = host.lowercased()
    if lowercased.hasPrefix("[fe80:") || lowercased.hasPrefix("[fd00:ec2::") { return true }
    return ipv4(host).map { $0[0] == 169 && $0[1] == 254 } ?? false
  }

  /// The four numbers of a dotted address; nil for anything else.
  private static func ipv4(_ host: String) -> [UInt8]? {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let numbers = parts.compactMap { UInt8($0) }
    return numbers.count == 4 ? numbers : nil
  }
}
