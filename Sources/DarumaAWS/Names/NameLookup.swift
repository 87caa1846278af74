/// Asks one name server for the records of a name.
package protocol NameLookup: Sendable {
  /// - Returns: the values of all records of the type; empty where there is no such name, or none of that type.
  /// - Throws: ``NameLookupError`` where the server did not answer, or answered nonsense.
  func values(of question: NameQuestion, at server: NameServer) async throws(NameLookupError) -> [String]
}

package struct NameQuestion: Sendable, Hashable {
  package enum RecordType: String, Sendable, CaseIterable {
    case a = "A"
    case aaaa = "AAAA"
    case cname = "CNAME"
  }

  package var name: String
  package var type: RecordType

  package init(name: String, type: RecordType) {
    self.name = name
    self.type = type
  }
}

/// A name server, by its address.
package struct NameServer: Sendable, Hashable, CustomStringConvertible {
  package static let standardPort: UInt16 = 53

  /// Of IPv4, dotted.
  package var address: String
  package var port: UInt16

  package init(address: String, port: UInt16 = NameServer.standardPort) {
    self.address = address
    self.port = port
  }

  package var description: String { port == Self.standardPort ? address : "\(address):\(port)" }
}

/// A name server did not say what there is.
package struct NameLookupError: Error, Sendable, Equatable {
  /// Half a sentence: `it gives no answer`.
  package var reason: String

  package init(reason: String) { self.reason = reason }
}
