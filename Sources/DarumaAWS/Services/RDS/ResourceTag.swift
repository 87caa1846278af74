/// A tag that a resource is created with. AWS takes letters, digits, blanks and `_.:/=+-@` in both.
package struct ResourceTag: Sendable, Hashable {
  package var key: String
  package var value: String

  package init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }

  var parameters: QueryParameters {
    var form = QueryParameters()
    form.add("Key", key)
    form.add("Value", value)
    return form
  }
}
