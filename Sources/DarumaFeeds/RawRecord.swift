package import DarumaCore

/// One record as it came in: from Kafka, or a line of a file.
package struct RawRecord: Sendable {
  package var value: ArraySlice<UInt8>
  package var key: [UInt8]?
  /// In order; a name may come twice.
  package var headers: [(name: String, value: [UInt8])]
  package var origin: Origin
  /// When it was received: the time of a Kafka record, or of reading a line. Stands in where an event has no
  /// time of its own.
  package var receivedAt: Instant
  package var road: Road

  /// What a record may be, by where it comes from.
  package enum Road: Hashable, Sendable {
    /// A topic of events: no command of an operator, however it is wrapped.
    case events
    /// The control topic: one command of an operator, with nothing around it, and nothing else.
    case control
    /// Lines that stand for all topics: a command is one that has a line to itself.
    case lines
  }

  package init(
    value: ArraySlice<UInt8>, key: [UInt8]? = nil, headers: [(name: String, value: [UInt8])] = [],
    origin: Origin,
    receivedAt: Instant, road: Road = .events
  ) {
    self.value = value
    self.key = key
    self.headers = headers
    self.origin = origin
    self.receivedAt = receivedAt
    self.road = road
  }
}
