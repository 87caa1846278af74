import DarumaCrypto
import Testing

@Suite("Random ids")
struct RandomIDTests {
  @Test("an id is 32 lowercase hexadecimal digits")
  func shape() {
    let id = RandomID.hex()
    #expect(id.count == 32)
    #expect(id.allSatisfy { "0123456789abcdef".contains($0) })
  }

  @Test("as many bytes as asked for", arguments: [0, 1, 16, 1000])
  func length(count: Int) {
    #expect(RandomID.bytes(count).count == count)
    #expect(RandomID.hex(byteCount: count).count == 2 * count)
  }

  @Test("ids do not repeat")
  func different() {
    #expect(Set((0..<1000).map { _ in RandomID.hex() }).count == 1000)
  }
}

@Suite("Hexadecimal")
struct HexTests {
  @Test("every byte is two lowercase digits, high half first")
  func encode() {
    #expect(Hex.encode([]) == "")
    #expect(Hex.encode([0x00, 0x0F, 0xA0, 0xFF, 0x9C]) == "000fa0ff9c")
  }
}
