import DarumaCore

@testable import DarumaFeeds

/// When every record of these tests is received.
let testReceivedAt = Instant(milliseconds: 1_900_000_000_000)

func decode(
  _ bytes: [UInt8], headers: [(name: String, value: [UInt8])] = [], limits: FeedLimits = FeedLimits(),
  only: Feed? = nil, road: RawRecord.Road = .lines
) -> Decoded {
  FeedDecoder(limits: limits, only: only).decode(
    RawRecord(
      value: bytes[...], headers: headers, origin: .line(file: "test", number: 1), receivedAt: testReceivedAt,
      road: road)
  )
}

func decode(
  _ text: String, limits: FeedLimits = FeedLimits(), only: Feed? = nil, road: RawRecord.Road = .lines
) -> Decoded {
  decode(Array(text.utf8), limits: limits, only: only, road: road)
}

func time(_ text: String) -> Instant? { Instant(rfc3339: text) }
