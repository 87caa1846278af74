import DarumaCore
import Foundation

/// Reads one record in a single pass over its bytes. The link of a commit is read before its events, so that a commit
/// with an event from the future is still known by its number.
struct RecordReading: Decodable {
  let record: StoredRecord

  static let upcastersKey: CodingUserInfoKey = {
    guard let key = CodingUserInfoKey(rawValue: "daruma.upcasters") else {
      preconditionFailure("a constant text is no key")
    }
    return key
  }()

  private enum Key: String, CodingKey {
    case at, epoch, events, format, id, inputs, keepsHead, kind, number, partition, previous, worker
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    let format = try fields.decode(Int.self, forKey: .format)
    guard format == CommitCodec.format else {
      record = .unknownFormat(format)
      return
    }
    switch try fields.decode(RecordKind.self, forKey: .kind) {
    case .claim:
      record = .claim(
        Claim(
          partition: try fields.decode(Int32.self, forKey: .partition),
          worker: try fields.decode(String.self, forKey: .worker),
          at: try fields.decode(Instant.self, forKey: .at),
          id: try fields.decode(String.self, forKey: .id),
          keepsHead: try fields.decodeIfPresent(Bool.self, forKey: .keepsHead) ?? false))
    case .commit:
      let upcasters = decoder.userInfo[Self.upcastersKey] as? Upcasters ?? .current
      record = try Self.commit(fields, upcasters)
    }
  }

  private static func commit(
    _ fields: KeyedDecodingContainer<Key>, _ upcasters: Upcasters
  ) throws -> StoredRecord {
    let link = CommitLink(
      partition: try fields.decode(Int32.self, forKey: .partition),
      number: try fields.decode(Int64.self, forKey: .number),
      previous: try fields.decode(RecordHash.self, forKey: .previous),
      epoch: try fields.decode(Int64.self, forKey: .epoch))
    let worker = try fields.decode(String.self, forKey: .worker)
    let at = try fields.decode(Instant.self, forKey: .at)
    let inputs = try fields.decode([InputPosition].self, forKey: .inputs)
    var elements = try fields.nestedUnkeyedContainer(forKey: .events)
    let reader = EventReading(commit: link.number, upcasters: upcasters)
    do throws(JournalError) {
      let events = try reader.events(&elements)
      return .commit(
        link,
        .success(
          Commit(
            partition: link.partition, number: link.number, previous: link.previous, epoch: link.epoch,
            worker: worker, at: at, inputs: inputs, events: events)))
    } catch {
      return .commit(link, .failure(error))
    }
  }
}

/// Reads the events of one commit: those of today as they are, older ones through their upcasters.
struct EventReading {
  let commit: Int64
  let upcasters: Upcasters

  /// Every type that can be read without an upcaster; sorted out once, not for every event.
  private static let known = Set(EventBody.knownTypes)

  private enum Key: String, CodingKey { case type }

  func events(_ elements: inout any UnkeyedDecodingContainer) throws(JournalError) -> [Event] {
    var events: [Event] = []
    events.reserveCapacity(elements.count ?? 0)
    while !elements.isAtEnd {
      let element: any Decoder
      do { element = try elements.superDecoder() } catch { throw unreadable("unnamed", events.count, error) }
      // Nearly every event is one of today: its type is looked at apart only where that fails.
      do { events.append(try Event(from: element)) } catch {
        events.append(try old(element, at: events.count, or: error))
      }
    }
    return events
  }

  /// An event of an old type; otherwise throws why it is none of today either.
  private func old(
    _ element: any Decoder, at index: Int, or failure: any Error
  ) throws(JournalError) -> Event {
    let type: EventType
    do { type = try element.container(keyedBy: Key.self).decode(EventType.self, forKey: .type) } catch {
      throw unreadable("unnamed", index, error)
    }
    guard upcasters.isOld(type) else {
      throw Self.known.contains(type) ? unreadable(type, index, failure) : .unknownEvent(type, commit: commit)
    }
    do { return try upcast(type, try OldEvent(from: element)) } catch { throw unreadable(type, index, error) }
  }

  private func unreadable(_ type: EventType, _ index: Int, _ error: any Error) -> JournalError {
    .unreadableEvent(type, commit: commit, index: index, detail: CanonicalJSON.explain(error))
  }

  private func upcast(_ type: EventType, _ old: OldEvent) throws -> Event {
    var event = old
    let present = try upcasters.upcast(type, old.data)
    event.type = present.type
    event.data = present.data
    return try CanonicalJSON.decode(Event.self, from: CanonicalJSON.encode(event))
  }
}

/// The envelope of an event, with its data as a tree.
private struct OldEvent: Codable {
  let application: ApplicationName
  let sequence: Int64
  var type: EventType
  let at: Instant
  let cause: SignalID?
  var data: [String: JSONTree]
}
