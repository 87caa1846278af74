/// One tag of a resource.
package struct ResourceTag: Sendable, Equatable {
  package let key: String
  package let value: String

  package init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }
}
