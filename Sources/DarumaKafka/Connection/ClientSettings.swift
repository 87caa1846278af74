/// What a client is made for; decides its librdkafka settings.
enum ClientRole: Sendable {
  case reader(KafkaReaderLimits)
  case writer(KafkaWriterLimits)
  case admin
  case embeddedBroker
}

/// The librdkafka settings of a client, as plain pairs in the order in which they are applied.
struct ClientSettings {
  /// Sensible values that `KafkaConnection.properties` may replace.
  static let defaults = [
    // The library's 10 s would keep a worker waiting long after the brokers are back.
    ("reconnect.backoff.max.ms", "2000"),
    ("socket.keepalive.enable", "true"),
    // An idle connection closed by the broker is no news.
    ("log.connection.close", "false"),
    // The library's 60 s would take a broker that hangs for one that is there.
    ("socket.timeout.ms", "10000"),
  ]

  private(set) var pairs: [(name: String, value: String)] = []

  init(_ connection: KafkaConnection?, _ role: ClientRole) {
    if let connection {
      for (name, value) in Self.defaults where connection.properties[name] == nil {
        add(name, value)
      }
      for (name, value) in connection.properties.sorted(by: { $0.key < $1.key }) {
        add(name, value)
      }
      add("bootstrap.servers", connection.bootstrapServers.joined(separator: ","))
      add("client.id", connection.clientID)
      add("log.queue", "true")
      // Nagle's algorithm is on by default before 2.10.0 and delays small requests.
      add("socket.nagle.disable", "true")
      add(connection.security)
    }
    switch role {
    case .reader(let limits): add(limits)
    case .writer(let limits): add(limits)
    case .admin, .embeddedBroker: break
    }
  }

  private mutating func add(_ name: String, _ value: String) {
    pairs.append((name, value))
  }

  private mutating func add(_ security: KafkaSecurity) {
    switch security {
    case .plaintext:
      add("security.protocol", "plaintext")
    case .tls(let caPath):
      add("security.protocol", "ssl")
      addAuthorities(caPath)
    case .saslPlaintext(let credentials):
      add("security.protocol", "sasl_plaintext")
      add(credentials)
    case .saslTLS(let credentials, let caPath):
      add("security.protocol", "sasl_ssl")
      add(credentials)
      addAuthorities(caPath)
    }
  }

  private mutating func add(_ credentials: KafkaCredentials) {
    add("sasl.mechanisms", credentials.mechanism.rawValue)
    guard credentials.mechanism.needsPassword else { return }
    add("sasl.username", credentials.username)
    add("sasl.password", credentials.password)
  }

  private mutating func addAuthorities(_ caPath: String?) {
    if let caPath { add("ssl.ca.location", caPath) }
  }

  private mutating func add(_ limits: KafkaReaderLimits) {
    add("auto.offset.reset", "error")
    add("check.crcs", "true")
    add("isolation.level", "read_committed")
    add("enable.auto.commit", "false")
    add("enable.auto.offset.store", "false")
    // Tells that everything below an offset has been seen, even where the last offsets of a
    // partition are transaction markers or were compacted away.
    add("enable.partition.eof", "true")
    add("fetch.wait.max.ms", "\(limits.fetchWait.roundedMilliseconds)")
    add("queued.max.messages.kbytes", "\(max(1, limits.queuedBytes / 1024))")
    add("queued.min.messages", "\(limits.queuedRecords)")
    add("topic.metadata.refresh.interval.ms", "\(max(10, limits.metadataRefresh.roundedMilliseconds))")
    // A reader must not bring a mistyped topic into being.
    add("allow.auto.create.topics", "false")
  }

  private mutating func add(_ limits: KafkaWriterLimits) {
    add("enable.idempotence", "true")
    add("acks", "all")
    add("partitioner", "murmur2_random")
    add("message.max.bytes", "\(limits.recordBytes)")
    add("message.timeout.ms", "\(limits.deliveryTimeout.roundedMilliseconds)")
    add("linger.ms", "\(limits.linger.roundedMilliseconds)")
    // The ledger admits no more than these, so the library's own queue never refuses a record.
    add("queue.buffering.max.messages", "\(limits.recordsInFlight + 1)")
    add("queue.buffering.max.kbytes", "\(max(1, limits.bytesInFlight / 1024 * 2))")
  }
}
