/// What one JSON document may cost. Reaching a limit refuses the document by the limit's name; nothing is cut
/// off.
package struct JSONLimits: Hashable, Sendable {
  /// Bytes of the whole document. 1 MiB is what a Kafka broker accepts by default. At most 4 GiB can be
  /// addressed.
  package var documentBytes: Int
  /// Bytes of one string as it is written, escapes included. An SNS message has 256 KiB at the most; inside
  /// the string of an SQS body its quotes are escaped.
  package var stringBytes: Int
  /// Arrays and objects inside one another. The deepest documented event has 8.
  package var nestingDepth: Int
  /// Values of the whole document, keys included.
  package var elements: Int
  /// Bytes of one number.
  package var numberBytes: Int

  package init(
    documentBytes: Int = 1 << 20, stringBytes: Int = 1 << 19, nestingDepth: Int = 64, elements: Int = 200_000,
    numberBytes: Int = 64
  ) {
    self.documentBytes = documentBytes
    self.stringBytes = stringBytes
    self.nestingDepth = nestingDepth
    self.elements = elements
    self.numberBytes = numberBytes
  }

  /// Numbers above 1.8e308 are no doubles: no reader after us could hold them.
  static let largestExponent = 308
}
