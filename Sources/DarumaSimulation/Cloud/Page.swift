/// Pages of a describe answer: a size and an opaque marker. `MaxRecords` and `Marker` of RDS, by default.
package struct PageRequest: Sendable, Equatable {
  /// RDS: minimum 20, maximum 100, default 100.
  package static let allowedSizes = 20...100
  package static let defaultSize = 100

  package let maxRecords: Int?
  package let marker: String?

  package init(maxRecords: Int? = nil, marker: String? = nil) {
    self.maxRecords = maxRecords
    self.marker = marker
  }

  /// The page of `items`, which are sorted by `key`, and the marker of the next page if there is one. A
  /// marker stands for the last key shown, so what is created or deleted between two pages doesn't shift
  /// them.
  ///
  /// - Parameter refusal: the error for a message, in the service's own code.
  /// - Throws: `refusal` for a size out of range or a marker that this model never gave out.
  func cut<Item>(
    _ items: [Item], by key: (Item) -> String, sizes: ClosedRange<Int> = allowedSizes, usually: Int = defaultSize,
    refusal: (String) -> CloudError = CloudError.invalidParameterValue
  ) throws(CloudError) -> (page: [Item], marker: String?) {
    let size = maxRecords ?? usually
    guard sizes.contains(size) else {
      throw refusal(
        "Invalid value \(size) for the size of a page. Must be between \(sizes.lowerBound) and \(sizes.upperBound)")
    }
    var rest = items[...]
    if let marker {
      guard let last = Self.decode(marker) else { throw refusal("Invalid value \(marker) for Marker") }
      rest = rest.drop { key($0) <= last }
    }
    let page = Array(rest.prefix(size))
    guard page.count < rest.count, let last = page.last else { return (page, nil) }
    return (page, Self.encode(key(last)))
  }

  /// Hexadecimal, so that no client comes to rely on a marker being an identifier.
  private static func encode(_ key: String) -> String {
    key.utf8.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  private static func decode(_ marker: String) -> String? {
    let digits = Array(marker.utf8)
    guard !digits.isEmpty, digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      let pair = String(decoding: digits[index...(index + 1)], as: UTF8.self)
      guard let byte = UInt8(pair, radix: 16) else { return nil }
      bytes.append(byte)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
