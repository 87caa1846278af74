/// One parsed document: its bytes, and a node for each of its values.
///
/// Immutable. A class, so that the many values that point into it cost one reference each.
package final class JSONDocument: Sendable {
  /// Where the document was found, if not at the top: inside a string of another document, on a line of it,
  /// or both.
  struct Place: Sendable {
    var container: JSONValue?
    /// Counts from 1.
    var line: Int?

    static let top = Place()
  }

  let bytes: ArraySlice<UInt8>
  let nodes: [JSONNode]
  let place: Place

  init(_ bytes: ArraySlice<UInt8>, limits: JSONLimits, at place: Place = .top) throws(JSONFault) {
    self.bytes = bytes
    self.place = place
    nodes = try JSONParser.parse(bytes, limits: limits)
  }

  package convenience init(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONFault) {
    try self.init(bytes[...], limits: limits)
  }

  package var root: JSONValue { JSONValue(document: self, index: 0) }
}
