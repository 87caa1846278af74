/// How far a change has come.
package struct ChangeInfo: Sendable, Equatable {
  /// Without the leading `/change/`.
  package var id: String
  /// `PENDING`, or `INSYNC` once all name servers have it.
  package var status: String

  package var isInSync: Bool { status == "INSYNC" }

  package init(id: String, status: String) {
    self.id = id
    self.status = status
  }

  init(_ xml: XMLTree) throws(WireFormatError) {
    id = Route53Form.bareID(try xml.requiredText("Id"))
    status = try xml.requiredText("Status")
  }
}
