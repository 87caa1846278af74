import COpenSSL

/// The algorithm object, fetched once: OpenSSL 3 otherwise looks its provider up again on every hash
/// (openssl.org, crypto(7), "Explicit fetching").
enum SHA256Algorithm {
  // Unsafe only by type: an EVP_MD is immutable and counts its references atomically. It lives as long as the
  // process.
  nonisolated(unsafe) static let fetched: OpaquePointer = {
    guard let algorithm = EVP_MD_fetch(nil, "SHA256", nil) else {
      OpenSSLFailure.stop("EVP_MD_fetch(SHA256)")
    }
    return algorithm
  }()
}
