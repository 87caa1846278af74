import DarumaCore

/// A commit that is ready to be appended.
struct PackedCommit: Sendable {
  let commit: Commit
  let bytes: [UInt8]
  let hash: RecordHash
}

/// Puts entries into few commits, in order, each chained to the one before. Entries that fit stay whole and are packed
/// together; one that is larger than a commit begins a commit of its own and goes on in further ones, its positions in
/// the last. Each event is written as JSON once.
struct CommitPacking {
  let codec: CommitCodec
  let limits: JournalLimits
  let worker: String
  let epoch: Int64
  let at: Instant

  /// Throws, before anything is appended, where a single event fits into no commit or can't be written, or a position moves
  /// back.
  func pack(
    _ entries: [CommitEntry], after arbiter: Arbiter, positions: InputPositions
  ) throws(JournalError) -> [PackedCommit] {
    let room = try limits.bytesPerCommit - frame(arbiter).count
    let written = try entries.enumerated().map { (index, entry) throws(JournalError) in
      try WrittenEntry(entry, at: index, codec, room: room)
    }
    try refuseMovingBack(entries, positions)
    var portions: [Portion] = []
    var open = Portion(room: room, mostEvents: limits.eventsPerCommit)
    for entry in written {
      if open.hasRoom(for: entry) {
        open.add(entry)
        continue
      }
      if !open.isEmpty { portions.append(open.closed()) }
      for (event, text) in zip(entry.events, entry.texts) {
        if !open.hasRoom(for: text) { portions.append(open.closed()) }
        open.add(event, text)
      }
      if !open.hasRoom(for: entry.inputs) { portions.append(open.closed()) }
      for input in entry.inputs { open.add(input) }
    }
    if !open.isEmpty { portions.append(open.closed()) }
    return try chained(portions, arbiter)
  }

  private func chained(_ portions: [Portion], _ arbiter: Arbiter) throws(JournalError) -> [PackedCommit] {
    var packed: [PackedCommit] = []
    for portion in portions {
      let commit = Commit(
        partition: arbiter.partition, number: (packed.last?.commit.number ?? arbiter.number) + 1,
        previous: packed.last?.hash ?? arbiter.head, epoch: epoch, worker: worker, at: at,
        inputs: portion.inputs.all, events: portion.events)
      let bytes = try codec.encode(commit, events: portion.texts)
      packed.append(PackedCommit(commit: commit, bytes: bytes, hash: .of(bytes)))
    }
    return packed
  }

  /// A commit without events and positions, with the longest number that there is.
  private func frame(_ arbiter: Arbiter) throws(JournalError) -> [UInt8] {
    try codec.encode(
      Commit(
        partition: arbiter.partition, number: .max, previous: arbiter.head, epoch: epoch, worker: worker, at: at,
        inputs: [], events: []))
  }

  private func refuseMovingBack(_ entries: [CommitEntry], _ positions: InputPositions) throws(JournalError) {
    var now = positions
    for input in entries.lazy.flatMap(\.inputs) {
      if !input.isReset, let before = now.nextOffset(topic: input.topic, partition: input.partition),
        input.nextOffset < before
      {
        throw .positionMovedBack(
          topic: input.topic, partition: input.partition, from: before, to: input.nextOffset)
      }
      now.advance(to: input)
    }
  }
}

/// An entry whose events are written.
private struct WrittenEntry {
  let events: [Event]
  let texts: [[UInt8]]
  let inputs: [InputPosition]
  /// Of all events, each with its comma.
  let bytes: Int

  init(_ entry: CommitEntry, at index: Int, _ codec: CommitCodec, room: Int) throws(JournalError) {
    events = entry.events
    inputs = entry.inputs
    var texts: [[UInt8]] = []
    texts.reserveCapacity(events.count)
    var bytes = 0
    for (place, event) in events.enumerated() {
      let text = try Self.text(of: event, codec, entry: index, place: place)
      guard text.count < room else {
        throw .eventTooLarge(entry: index, event: place, event.body.type, bytes: text.count, limit: room - 1)
      }
      bytes += text.count + 1
      texts.append(text)
    }
    self.texts = texts
    self.bytes = bytes
  }

  /// What is journaled is read again at every start: an event that can't be is refused before it is written.
  private static func text(
    of event: Event, _ codec: CommitCodec, entry: Int, place: Int
  ) throws(JournalError) -> [UInt8] {
    do {
      let text = try codec.encode(event)
      try codec.checkReadable(text)
      return text
    } catch {
      guard case .unwritable(let detail) = error else { throw error }
      throw .eventUnwritable(entry: entry, event: place, event.body.type, detail: detail)
    }
  }
}

/// What goes into one commit, and how much room is left.
private struct Portion {
  private(set) var events: [Event] = []
  private(set) var texts: [[UInt8]] = []
  private(set) var inputs = InputPositions()
  private let room: Int
  private let mostEvents: Int
  private var used = 0

  init(room: Int, mostEvents: Int) {
    self.room = room
    self.mostEvents = max(mostEvents, 1)
  }

  var isEmpty: Bool { events.isEmpty && inputs.isEmpty }

  func hasRoom(for entry: WrittenEntry) -> Bool {
    events.count + entry.events.count <= mostEvents && used + entry.bytes + cost(of: entry.inputs) <= room
  }

  /// (What is empty takes any event: those that fit nowhere were refused.)
  func hasRoom(for text: [UInt8]) -> Bool {
    isEmpty || (events.count < mostEvents && used + text.count + 1 <= room)
  }

  func hasRoom(for inputs: [InputPosition]) -> Bool { isEmpty || used + cost(of: inputs) <= room }

  mutating func add(_ entry: WrittenEntry) {
    used += entry.bytes
    events += entry.events
    texts += entry.texts
    for input in entry.inputs { add(input) }
  }

  mutating func add(_ event: Event, _ text: [UInt8]) {
    used += text.count + 1
    events.append(event)
    texts.append(text)
  }

  mutating func add(_ input: InputPosition) {
    used += cost(of: [input])
    inputs.advance(to: input)
  }

  /// Gives away what it holds, and is empty then.
  mutating func closed() -> Portion {
    defer { self = Portion(room: room, mostEvents: mostEvents) }
    return self
  }

  /// Of several positions in one input only the last is written.
  private func cost(of inputs: [InputPosition]) -> Int {
    inputs.reduce(0) { sum, input in
      let before = self.inputs.position(topic: input.topic, partition: input.partition)
      return sum + max(0, Self.mostBytes(of: input) - (before.map(Self.mostBytes) ?? 0))
    }
  }

  /// An upper bound: every number at its longest, each byte of a name as the longest escape.
  private static func mostBytes(of input: InputPosition) -> Int {
    mostBytesBesideName + input.topic.utf8.count * mostBytesPerByte
      + (input.mark == nil ? 0 : mostBytesOfMark) + (input.isReset ? bytesOfReset : 0)
  }

  /// `{"nextOffset":…,"partition":…,"topic":"…"},` with numbers of 20 and 11 characters.
  private static let mostBytesBesideName = 75
  /// `\u0000`.
  private static let mostBytesPerByte = 6
  /// `"mark":{"at":"…","hash":"…"},` with a time of 32 characters.
  private static let mostBytesOfMark = 59 + InputMark.digits
  /// `"reset":true,`
  private static let bytesOfReset = 13
}
