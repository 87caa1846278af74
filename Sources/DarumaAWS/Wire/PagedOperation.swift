/// An operation that answers in pages. Asked again with the position that a page ends with, it goes on there.
package protocol PagedOperation: ServiceOperation where Answer: ResultPage {
  /// Where the page before ended; nil for the first.
  var position: String? { get set }
}

/// One page.
package protocol ResultPage: Sendable {
  associatedtype Item: Sendable

  var items: [Item] { get }
  /// Nil or empty on the last page.
  var next: String? { get }
}

/// A page that is read from XML.
package struct XMLPage<Item: Sendable & Equatable>: ResultPage, Equatable {
  package var items: [Item]
  package var next: String?

  package init(items: [Item], next: String?) {
    self.items = items
    self.next = next
  }

  /// All services whose pages are read so send the list's element also where it is empty: `<DBSnapshots/>`, `<snapshotSet/>`,
  /// `<Snapshots/>`, `<Metrics/>`, `<MetricDataResults/>`. So one without it is no answer: taken for an empty list, it would
  /// make all that is known look deleted.
  ///
  /// - Parameters:
  ///   - name: the list's element in `result`.
  ///   - member: each item's.
  ///   - position: the element that holds where the next page begins.
  init(
    _ result: XMLTree, list name: String, of member: String, position: String,
    _ read: (XMLTree) throws(WireFormatError) -> Item
  ) throws(WireFormatError) {
    items = []
    for element in try result.requiredList(name, of: member) { items.append(try read(element)) }
    next = result.text(position)
  }
}
