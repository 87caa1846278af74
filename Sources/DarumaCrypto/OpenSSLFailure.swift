import COpenSSL

/// Hashing and random bytes can't fail on any input. If OpenSSL refuses all the same, the machine is out of
/// memory or its OpenSSL configuration disables SHA-256: no journal can be kept, so the process stops and
/// names the reason.
enum OpenSSLFailure {
  static func stop(_ call: String) -> Never {
    var reasons: [String] = []
    while case let code = ERR_get_error(), code != 0 {
      var text = [CChar](repeating: 0, count: 256)
      ERR_error_string_n(code, &text, text.count)
      reasons.append(String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
    let reason = reasons.isEmpty ? "no reason given" : reasons.joined(separator: "; ")
    fatalError(
      "OpenSSL: \(call) failed (\(reason)). Check the memory limit and openssl.cnf of this machine.")
  }
}
