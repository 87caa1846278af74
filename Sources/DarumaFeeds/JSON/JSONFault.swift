/// Why bytes were refused as JSON (RFC 8259), and at which byte.
package struct JSONFault: Error, Hashable, Sendable {
  /// Stable: part of what `daruma decode` prints and of what dead letters say.
  package enum Code: String, Hashable, Sendable, CaseIterable {
    case empty = "json-empty"
    case byteOrderMark = "json-byte-order-mark"
    case unexpectedByte = "json-unexpected-byte"
    case unexpectedEnd = "json-unexpected-end"
    case trailingBytes = "json-trailing-bytes"
    case duplicateKey = "json-duplicate-key"
    case controlCharacter = "json-control-character"
    case invalidEscape = "json-invalid-escape"
    case loneSurrogate = "json-lone-surrogate"
    case invalidUTF8 = "json-invalid-utf8"
    case malformedNumber = "json-malformed-number"
    case numberTooLarge = "json-number-too-large"
    case stringTooLong = "json-string-too-long"
    case nestingTooDeep = "json-nesting-too-deep"
    case tooManyElements = "json-too-many-elements"
    case documentTooLarge = "json-document-too-large"
  }

  package let code: Code
  /// Counted from 0, from the first byte of the document.
  package let offset: Int

  package init(_ code: Code, at offset: Int) {
    self.code = code
    self.offset = offset
  }
}

extension JSONFault.Code {
  /// What is wrong, and what would be right.
  var explanation: (reason: String, remedy: String) {
    switch self {
    case .empty: ("there is nothing but white space", "one JSON value is needed")
    case .byteOrderMark: ("the text begins with a byte order mark", "JSON is UTF-8 without one")
    case .unexpectedByte: ("this byte cannot stand here", "the text must be JSON as in RFC 8259")
    case .unexpectedEnd:
      ("the text ends inside a value", "the whole value is needed; was it cut off on the way?")
    case .trailingBytes: ("there is more text after the value", "one value a record, or one value a line")
    case .duplicateKey:
      ("an object has the same key twice", "which one is meant cannot be told: each key once")
    case .controlCharacter: ("a string holds a raw control character", "escape it, as in \\n or \\u0001")
    case .invalidEscape:
      ("a string holds an escape that does not exist", "\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX exist")
    case .loneSurrogate: ("a string holds half of a surrogate pair", "both halves, or neither")
    case .invalidUTF8: ("these bytes are not UTF-8", "JSON is UTF-8")
    case .malformedNumber:
      ("a number is not written as in JSON", "as in -12.5e3: no leading zeros, no plus sign")
    case .numberTooLarge:
      ("a number is larger than a double can hold, or longer than the limit", "write it as text")
    case .stringTooLong: ("a string is longer than the limit", "raise the limit if such strings are meant")
    case .nestingTooDeep: ("values are nested deeper than the limit", "no feed nests so deep")
    case .tooManyElements: ("there are more values than the limit", "send fewer elements in one record")
    case .documentTooLarge:
      ("the record is larger than the limit", "raise the limit if such records are meant")
    }
  }
}
