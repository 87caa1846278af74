import Testing

@testable import DarumaKafka

@Suite(
  "Another client, kcat,", .enabled(if: Kcat.path != nil, "kcat is not installed"), .timeLimit(.minutes(15)))
struct KcatTests {
  @Test("finds what we write as we wrote it, in the partition that its own rule would give")
  func readsOurs() async throws {
    let bench = try Bench(topics: ["ours": 3, "theirs": 3])
    let writer = try bench.writer()
    let keys = (0..<20).map { "key \($0)" }
    let acknowledged = try await writer.send(
      keys.map {
        KafkaOutgoing(
          topic: "ours", key: Array($0.utf8), value: Array("value of \($0)".utf8),
          headers: [KafkaHeader("a", "1"), KafkaHeader("b", "2")])
      })
    await writer.close()
    let servers = bench.broker.bootstrapServers.joined(separator: ",")
    let read = try await Kcat.run([
      "-q", "-b", servers, "-C", "-t", "ours", "-o", "beginning", "-e", "-X", "fetch.wait.max.ms=10", "-f",
      "%p|%k|%s|%h\\n",
    ])
    let expected = zip(keys, acknowledged).map { key, place in
      "\(place.partition.partition)|\(key)|value of \(key)|a=1,b=2"
    }
    #expect(read.split(separator: "\n").map(String.init).sorted() == expected.sorted())

    _ = try await Kcat.run(
      ["-b", servers, "-P", "-t", "theirs", "-K", "|", "-X", "partitioner=murmur2_random"],
      input: keys.map { "\($0)|x\n" }.joined())
    let theirs = try await Kcat.run([
      "-q", "-b", servers, "-C", "-t", "theirs", "-o", "beginning", "-e", "-X", "fetch.wait.max.ms=10", "-f",
      "%p|%k\\n",
    ])
    #expect(
      theirs.split(separator: "\n").map(String.init).sorted()
        == zip(keys, acknowledged).map { "\($1.partition.partition)|\($0)" }.sorted())
  }

  @Test(
    "is read by us, whatever compression it uses",
    arguments: ["none", "gzip", "snappy", "lz4", "zstd"])
  func writesTheirs(compression: String) async throws {
    let bench = try Bench(topics: ["t": 1])
    let lines = (0..<100).map { "k\($0)|line \($0)" }
    _ = try await Kcat.run(
      [
        "-b", bench.broker.bootstrapServers.joined(separator: ","), "-P", "-t", "t", "-K", "|", "-z",
        compression, "-H", "from=kcat",
      ], input: lines.map { "\($0)\n" }.joined())
    let reader = try bench.reader(["t"])
    let records = try await reader.recordsUntilCaughtUp()
    #expect(records.map { "\($0.keyText ?? "")|\($0.text ?? "")" } == lines)
    #expect(records.allSatisfy { $0.headers == [KafkaHeader("from", "kcat")] })
    await reader.stop()
  }
}
