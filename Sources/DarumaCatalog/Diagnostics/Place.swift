/// A place in a file. Line and column count from 1; columns count Unicode scalars.
package struct Place: Hashable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static let start = Place(line: 1, column: 1)
}

extension Place: Comparable, CustomStringConvertible {
  package static func < (left: Place, right: Place) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }

  package var description: String { "\(line):\(column)" }
}

/// A value, and where it is written.
package struct Located<Value> {
  package var value: Value
  package var place: Place

  package init(value: Value, place: Place) {
    self.value = value
    self.place = place
  }
}

extension Located: Sendable where Value: Sendable {}
