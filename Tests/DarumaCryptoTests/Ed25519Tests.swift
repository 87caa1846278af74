import DarumaCrypto
import Testing

@Suite("Operators' keys and signatures")
struct Ed25519Tests {
  private static func bytes(_ hex: String) -> [UInt8] {
    stride(from: 0, to: hex.utf8.count, by: 2).compactMap { start in
      UInt8(hex.dropFirst(start).prefix(2), radix: 16)
    }
  }

  /// RFC 8032, section 7.1, tests 1 to 3.
  private static let vectors = [
    (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    ),
    (
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    ),
    (
      "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    ),
  ]

  @Test("the published vectors", arguments: vectors)
  func vector(_ seed: String, _ key: String, _ message: String, _ signature: String) throws {
    let privateKey = try #require(Ed25519.PrivateKey(seed: Self.bytes(seed)))
    #expect(privateKey.publicKey.bytes == Self.bytes(key))
    #expect(privateKey.signature(of: Self.bytes(message)) == Self.bytes(signature))
    #expect(privateKey.publicKey.isRight(Self.bytes(signature), of: Self.bytes(message)))
  }

  @Test("one bit changed anywhere in message, signature or key, and it is not right")
  func altered() throws {
    let key = Ed25519.PrivateKey()
    let message = Array(#"{"command":"approve"}"#.utf8)
    let signature = key.signature(of: message)
    #expect(key.publicKey.isRight(signature, of: message))
    for bit in 0..<(message.count * 8) {
      var other = message
      other[bit / 8] ^= 1 << (bit % 8)
      #expect(!key.publicKey.isRight(signature, of: other))
    }
    for bit in 0..<(signature.count * 8) {
      var other = signature
      other[bit / 8] ^= 1 << (bit % 8)
      #expect(!key.publicKey.isRight(other, of: message))
    }
    #expect(!Ed25519.PrivateKey().publicKey.isRight(signature, of: message))
    #expect(!key.publicKey.isRight(Array(signature.dropLast()), of: message))
    #expect(!key.publicKey.isRight([], of: message))
  }

  @Test("keys survive writing and reading, and are what OpenSSL writes")
  func written() throws {
    let key = Ed25519.PrivateKey()
    let read = try #require(OperatorKey.privateKey(pem: OperatorKey.pem(key)))
    #expect(read.publicKey == key.publicKey)
    let text = OperatorKey.text(key.publicKey)
    #expect(text.hasPrefix("ed25519:MCowBQYDK2VwAyEA"))
    #expect(OperatorKey.publicKey(text) == key.publicKey)
    let signature = Base64.encode(key.signature(of: [1, 2]))
    #expect(OperatorKey.isRight(signature, "\u{1}\u{2}", text))
  }

  @Test(
    "what is no key is none",
    arguments: [
      "", "ed25519:", "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=",
      "ed25519:MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE", "ed25519:AAAA", "ed25519:not base64",
      "ed25519:MCowBQYDK2VuAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=",
    ])
  func noKey(_ text: String) { #expect(OperatorKey.publicKey(text) == nil) }

  @Test(
    "Base64 is whole or nothing",
    arguments: [("", []), ("AQ==", [1]), ("AQI=", [1, 2]), ("AQID", [1, 2, 3])] as [(String, [UInt8])])
  func base64(_ text: String, _ bytes: [UInt8]) {
    #expect(Base64.decode(text) == bytes && Base64.encode(bytes) == text)
  }

  @Test("no Base64", arguments: ["A", "AQ", "AQ=", "AR==", "A Q=", "AQ==AQ==", "AQ=A", "====", "AQI\n"])
  func noBase64(_ text: String) { #expect(Base64.decode(text) == nil) }
}
