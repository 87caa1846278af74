/// Reading a document by expressions.
extension Document {
  /// What stands at `path`; nil where nothing stands there, or null. For a path of every item (`[*]`) the list of
  /// what each item has there, as ``all(_:)`` gives it; nil where there is no list to begin with.
  package func at(_ path: DocumentPath) -> Document? {
    guard path.isOfEveryItem else {
      return found(path.steps[...]).first.flatMap { $0 == .null ? nil : $0 }
    }
    let found = found(path.steps[...])
    return found.isEmpty && !hasList(path.steps[...]) ? nil : .list(found)
  }

  /// Everything that stands at `path`. Of every item (`[*]`) there is one value each, null where an item has
  /// nothing there: who asks whether all are `healthy` must see the one that does not say.
  package func all(_ path: DocumentPath) -> [Document] { found(path.steps[...]) }

  private func found(_ steps: ArraySlice<DocumentPath.Step>) -> [Document] {
    var place = self
    for (index, step) in zip(steps.indices, steps) {
      guard step != .everyItem else {
        guard case .list(let items) = place else { return [] }
        return items.flatMap { $0.valuesOfOne(steps[(index + 1)...]) }
      }
      guard let next = place.taking(step) else { return [] }
      place = next
    }
    return [place]
  }

  /// Of one item of many.
  private func valuesOfOne(_ steps: ArraySlice<DocumentPath.Step>) -> [Document] {
    let values = found(steps)
    return values.isEmpty && !hasList(steps) ? [.null] : values
  }

  /// Whether the path's next list is there: then nothing found means that it has no items.
  private func hasList(_ steps: ArraySlice<DocumentPath.Step>) -> Bool {
    guard let every = steps.firstIndex(of: .everyItem) else { return false }
    guard case .list? = found(steps[..<every]).first else { return false }
    return true
  }

  /// One step that leads to one place.
  private func taking(_ step: DocumentPath.Step) -> Document? {
    switch step {
    case .member(let name): return self[name]
    case .item(let number):
      guard case .list(let items) = self else { return nil }
      let (index, overflows) = number.addingReportingOverflow(number < 0 ? items.count : 0)
      return !overflows && items.indices.contains(index) ? items[index] : nil
    case .firstItem(let test):
      guard case .list(let items) = self else { return nil }
      return items.first { $0.fulfils(test) }
    case .everyItem: return nil
    }
  }

  private func fulfils(_ test: DocumentPath.Test) -> Bool {
    let value = found(test.steps[...]).first ?? .null
    return value.says(test.value) == test.isEqual
  }

  /// Whether this is `other`, where a text may stand for a number or a truth value: XML knows nothing else. `1.0` is 1.
  package func says(_ other: Document) -> Bool {
    switch (self, other) {
    case (.decimal(let decimal), .integer(let whole)), (.integer(let whole), .decimal(let decimal)):
      return Int64(exactly: decimal) == whole
    default: break
    }
    if self == other { return true }
    guard let mine = text, let its = other.text else { return false }
    return mine == its
  }
}
