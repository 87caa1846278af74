import DarumaCore
import DarumaFeeds
import Testing

@testable import DarumaRuntime

extension FieldCase {
  static let roads = [
    FieldCase("35-input-transformer-dropped-source-and-type") { bench in
      for decoded in bench.decoded {
        #expect(decoded.signals.isEmpty && decoded.problems.count == 1)
        #expect("\(decoded.problems)".contains("detail-type"), "\(decoded.problems)")
      }
    },
    FieldCase("36-firehose-concatenated-json") { bench in
      #expect(bench.decoded[0].problems.isEmpty && bench.decoded[0].signals.count == 2)
      let known = try await bench.known()
      #expect(try known.alarm("shop-region-1").state == .ok)
    },
    FieldCase("37-kinesis-record-wrapper") { bench in
      let known = try await bench.known()
      #expect(try known.alarm("shop-region-1").state == .alarm)
    },
    FieldCase("39-kafka-connect-bytes-schema") { bench in
      let ids = try (0...1).map { try bench.signal($0).id }
      #expect(ids[0] == ids[1])
      let known = try await bench.known()
      #expect(try known.alarm("shop-region-1").state == .alarm)
    },
    FieldCase("42-double-encoded") { bench in
      let ids = try (0...1).map { try bench.signal($0).id }
      #expect(ids[0] == ids[1])
      let known = try await bench.known()
      #expect(try known.alarm("shop-region-1").state == .alarm)
    },
  ]
}
