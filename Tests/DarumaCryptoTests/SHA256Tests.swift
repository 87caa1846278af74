import DarumaCrypto
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  /// Messages and digests published by NIST with FIPS 180-4 (examples with one, two and many blocks).
  static let published: [(message: String, digest: String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]

  @Test("published messages give the published digests", arguments: published)
  func publishedDigests(message: String, digest: String) {
    let bytes = Array(message.utf8)
    #expect(SHA256.hex(bytes) == digest)
    #expect(SHA256.hex(utf8: message) == digest)
    #expect(Hex.encode(SHA256.hash(bytes)) == digest)
  }

  @Test("a slice is hashed without its surroundings")
  func slice() {
    let bytes = Array("xxabcxx".utf8)
    #expect(SHA256.hash(bytes[2..<5]) == SHA256.hash(utf8: "abc"))
    #expect(SHA256.hex(bytes[2..<5]) == SHA256.hex(utf8: "abc"))
    let viaPointer = bytes.withUnsafeBytes { SHA256.hex(UnsafeRawBufferPointer(rebasing: $0[2..<5])) }
    #expect(viaPointer == SHA256.hex(utf8: "abc"))
  }

  @Test("no bytes at all, without an address, are the empty message")
  func emptyPointer() {
    #expect(SHA256.hex(UnsafeRawBufferPointer(start: nil, count: 0)) == Self.published[0].digest)
  }

  @Test("the same bytes in pieces give the same digest", arguments: [1, 3, 63, 64, 65, 1000])
  func pieces(length: Int) {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var stream = SHA256Stream()
    for start in Swift.stride(from: 0, to: bytes.count, by: length) {
      stream.update(bytes[start..<min(start + length, bytes.count)])
    }
    #expect(stream.finish() == SHA256.hash(bytes))
  }

  @Test("a stream without bytes is the empty message")
  func emptyStream() {
    #expect(SHA256Stream().finish() == SHA256.hash([]))
  }

  @Test("many tasks hash at once without disturbing each other")
  func concurrent() async {
    let digests = await withTaskGroup(of: String.self) { group in
      for _ in 0..<64 { group.addTask { SHA256.hex(utf8: "abc") } }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(digests == [Self.published[1].digest])
  }
}
