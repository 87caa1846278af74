extension Dictionary {
  /// Changes every value in place. A `for` loop over the keys would hold the old storage and so copy it.
  mutating func mutateEach(_ body: (inout Value) -> Void) {
    var index = values.startIndex
    while index != values.endIndex {
      body(&values[index])
      values.formIndex(after: &index)
    }
  }
}
