/// Names one record of one send in the pointer-sized value that librdkafka hands back with the delivery
/// report: 40 bits for the send, 24 for the record. A number instead of a pointer can't dangle.
struct Token: Hashable {
  private static let indexBits: UInt64 = 24
  static let maximumIndex = 1 << 24 - 1

  let send: UInt64
  let index: Int

  init(send: UInt64, index: Int) {
    self.send = send
    self.index = index
  }

  init?(opaque: UnsafeMutableRawPointer?) {
    guard let opaque else { return nil }
    let bits = UInt64(UInt(bitPattern: opaque))
    send = bits >> Self.indexBits
    index = Int(bits & (1 << Self.indexBits - 1))
  }

  var opaque: UnsafeMutableRawPointer? {
    UnsafeMutableRawPointer(bitPattern: UInt(send << Self.indexBits | UInt64(index)))
  }
}
