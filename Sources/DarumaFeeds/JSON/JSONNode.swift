/// One value of a document, as a range of its bytes. The nodes of a document stand in the order in which they
/// are written, so that a value's children follow it and `next` skips over them: one array a document,
/// whatever its shape.
struct JSONNode {
  enum Kind: UInt8 {
    case null, `true`, `false`, number, string, array, object
  }

  var kind: Kind
  /// A string with at least one escape, so that its bytes are not its text.
  var isEscaped = false
  /// The name of a member. The node after it is the member's value.
  var isKey = false
  /// The first byte: of a string, the one after its quote.
  var start: UInt32
  /// The byte after the last one: of a string, its closing quote.
  var end: UInt32
  /// Index of the node after this one and all that is inside it.
  var next: UInt32
  /// Index of the array or object that this node stands in; the root's own for the root.
  var parent: UInt32
}
