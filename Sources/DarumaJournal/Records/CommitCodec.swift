import DarumaCore
import Foundation

/// Commits and claims to bytes, and back.
package struct CommitCodec: Sendable {
  package static let format = 1

  private let decoder: JSONDecoder

  package init(upcasters: Upcasters = .current) {
    let decoder = JSONDecoder()
    decoder.userInfo[RecordReading.upcastersKey] = upcasters
    self.decoder = decoder
  }

  /// The bytes of a record. Throws ``JournalError/unwritable(_:)`` where an event holds what JSON has no word for.
  package func encode(_ commit: Commit) throws(JournalError) -> [UInt8] {
    try encode(
      CommitFields(
        at: commit.at, epoch: commit.epoch, events: commit.events, format: Self.format, inputs: commit.inputs,
        kind: .commit, number: commit.number, partition: commit.partition, previous: commit.previous,
        worker: commit.worker))
  }

  /// The same, of events that ``encode(_:)-(Event)`` has written.
  func encode(_ commit: Commit, events texts: [[UInt8]]) throws(JournalError) -> [UInt8] {
    let frame = try encode(
      CommitFields(
        at: commit.at, epoch: commit.epoch, events: [], format: Self.format, inputs: commit.inputs,
        kind: .commit, number: commit.number, partition: commit.partition, previous: commit.previous,
        worker: commit.worker))
    // Before it stand, by the order of keys, only a time and a number.
    let mark = Array(#""events":["#.utf8)
    guard let start = frame.indices.first(where: { frame[$0...].starts(with: mark) }) else {
      throw .unwritable("a commit without events has no place for them")
    }
    let head = frame[...(start + mark.count - 1)]
    let tail = frame[(start + mark.count)...]
    var bytes: [UInt8] = []
    bytes.reserveCapacity(frame.count + texts.reduce(0) { $0 + $1.count + 1 })
    bytes += head
    for (place, text) in texts.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += text
    }
    bytes += tail
    return bytes
  }

  /// An event as it stands in a record. Throws ``JournalError/unwritable(_:)``.
  func encode(_ event: Event) throws(JournalError) -> [UInt8] {
    do {
      return try CanonicalJSON.encode(event)
    } catch {
      throw .unwritable(CanonicalJSON.explain(error))
    }
  }

  /// Throws ``JournalError/unwritable(_:)`` where `text` of ``encode(_:)-(Event)`` is no event.
  func checkReadable(_ text: [UInt8]) throws(JournalError) {
    do {
      _ = try decoder.decode(Event.self, from: Data(text))
    } catch {
      throw .unwritable("it could not be read again: " + CanonicalJSON.explain(error))
    }
  }

  /// The bytes of a record.
  package func encode(_ claim: Claim) throws(JournalError) -> [UInt8] {
    try encode(
      ClaimFields(
        at: claim.at, format: Self.format, id: claim.id, keepsHead: claim.keepsHead ? true : nil, kind: .claim,
        partition: claim.partition, worker: claim.worker))
  }

  private func encode(_ fields: some Encodable) throws(JournalError) -> [UInt8] {
    do {
      return try CanonicalJSON.encode(fields)
    } catch {
      throw .unwritable(CanonicalJSON.explain(error))
    }
  }

  /// What `bytes` are. Never fails: whatever stands in a log gets a name.
  package func decode(_ bytes: [UInt8]) -> StoredRecord {
    do {
      return try decoder.decode(RecordReading.self, from: Data(bytes)).record
    } catch {
      return .unreadable(CanonicalJSON.explain(error))
    }
  }
}

enum RecordKind: String, Codable {
  case commit, claim
}

private struct CommitFields: Encodable {
  let at: Instant
  let epoch: Int64
  let events: [Event]
  let format: Int
  let inputs: [InputPosition]
  let kind: RecordKind
  let number: Int64
  let partition: Int32
  let previous: RecordHash
  let worker: String
}

private struct ClaimFields: Encodable {
  let at: Instant
  let format: Int
  let id: String
  let keepsHead: Bool?
  let kind: RecordKind
  let partition: Int32
  let worker: String
}
