import Testing

@testable import DarumaKafka

@Suite("A Kafka connection")
struct KafkaConnectionTests {
  static let credentials = KafkaCredentials(mechanism: .scramSHA512, username: "daruma", password: "s3cret")

  @Test(
    "refuses every property that the wrapper decides, by its name and with a reason",
    arguments: [
      "auto.offset.reset", "enable.auto.commit", "acks", "request.required.acks", "delivery.timeout.ms",
      "group.id", "metadata.broker.list", "sasl.password", "test.mock.num.brokers",
    ])
  func refusesOwned(name: String) throws {
    let error = #expect(throws: KafkaError.self) {
      try KafkaConnection(bootstrapServers: ["a:1"], properties: [name: "x"])
    }
    #expect(error?.code == .invalidConfiguration)
    #expect(error?.message.contains("'\(name)'") == true)
  }

  @Test("refuses in advance all that any role sets itself, so no setting is decided twice")
  func rolesSetOnlyOwned() throws {
    let roles: [ClientRole] = [
      .reader(KafkaReaderLimits()), .writer(KafkaWriterLimits()), .admin, .embeddedBroker,
    ]
    let securities: [KafkaSecurity] = [
      .plaintext, .tls(caPath: "/ca"), .saslPlaintext(Self.credentials),
      .saslTLS(Self.credentials, caPath: "/ca"),
    ]
    let replaceable = Set(ClientSettings.defaults.map(\.0))
    for role in roles {
      for security in securities {
        let connection = try KafkaConnection(bootstrapServers: ["a:1"], security: security)
        for name in ClientSettings(connection, role).pairs.map(\.name) where !replaceable.contains(name) {
          #expect(OwnedProperties.reason(for: name) != nil, "\(name) is set but not refused")
        }
      }
    }
  }

  @Test("lets a property replace a default and applies further ones")
  func properties() throws {
    let connection = try KafkaConnection(
      bootstrapServers: ["a:1", "b:2"], security: .tls(caPath: nil),
      properties: ["reconnect.backoff.max.ms": "77", "ssl.key.location": "/key"])
    let pairs = ClientSettings(connection, .admin).pairs
    #expect(pairs.filter { $0.name == "reconnect.backoff.max.ms" }.map(\.value) == ["77"])
    #expect(pairs.contains { $0 == ("ssl.key.location", "/key") })
    #expect(pairs.contains { $0 == ("bootstrap.servers", "a:1,b:2") })
  }

  @Test("refuses what would have no effect, so that nobody takes a plain connection for a protected one")
  func withoutEffect() throws {
    for (security, name) in [
      (KafkaSecurity.plaintext, "ssl.key.location"), (.saslPlaintext(Self.credentials), "ssl.key.location"),
      (.plaintext, "sasl.oauthbearer.method"), (.tls(caPath: nil), "sasl.kerberos.principal"),
    ] {
      let error = #expect(throws: KafkaError.self) {
        try KafkaConnection(bootstrapServers: ["a:1"], security: security, properties: [name: "x"])
      }
      #expect(error?.message.contains("no effect") == true)
    }
  }

  @Test("takes mechanisms that need no password, and sets none for them")
  func tokens() throws {
    let connection = try KafkaConnection(
      bootstrapServers: ["a:1"], security: .saslTLS(KafkaCredentials(mechanism: .oauthBearer), caPath: nil),
      properties: ["sasl.oauthbearer.method": "oidc"])
    let pairs = ClientSettings(connection, .admin).pairs
    #expect(
      pairs.contains { $0 == ("sasl.mechanisms", "OAUTHBEARER") } && !pairs.contains { $0.name == "sasl.password" })
  }

  @Test("fixes what the reader's and the writer's guarantees rest on")
  func fixedSettings() throws {
    let connection = try KafkaConnection(bootstrapServers: ["a:1"])
    let reader = ClientSettings(connection, .reader(KafkaReaderLimits())).pairs.map {
      "\($0.name)=\($0.value)"
    }
    for setting in [
      "auto.offset.reset=error", "check.crcs=true", "isolation.level=read_committed",
      "socket.nagle.disable=true", "enable.auto.commit=false", "enable.auto.offset.store=false",
    ] {
      #expect(reader.contains(setting))
    }
    let writer = ClientSettings(connection, .writer(KafkaWriterLimits())).pairs.map {
      "\($0.name)=\($0.value)"
    }
    for setting in ["enable.idempotence=true", "acks=all", "partitioner=murmur2_random"] {
      #expect(writer.contains(setting))
    }
  }

  @Test("never shows the password")
  func hidesPassword() throws {
    let connection = try KafkaConnection(
      bootstrapServers: ["a:1"], security: .saslTLS(Self.credentials, caPath: nil))
    var dumped = ""
    dump(connection, to: &dumped)
    for text in [dumped, "\(connection)", String(reflecting: connection), "\(Self.credentials)"] {
      #expect(!text.contains("s3cret"))
    }
  }

  @Test(
    "refuses servers that are none",
    arguments: [[], [""], ["a:1,b:2"], ["a: 1"]])
  func servers(servers: [String]) {
    #expect(throws: KafkaError.self) { try KafkaConnection(bootstrapServers: servers) }
  }

  @Test("refuses a client id that is empty or so long that old librdkafka crashes", arguments: [0, 65])
  func clientID(length: Int) {
    #expect(throws: KafkaError.self) {
      try KafkaConnection(bootstrapServers: ["a:1"], clientID: String(repeating: "x", count: length))
    }
  }

  @Test("passes librdkafka's own refusal on, with the property's name")
  func libraryRefusal() throws {
    let connection = try KafkaConnection(bootstrapServers: ["a:1"], properties: ["no.such.thing": "1"])
    let error = #expect(throws: KafkaError.self) { try KafkaWriter(connection, report: { _ in }) }
    #expect(error?.code == .invalidConfiguration)
    #expect(error?.message.contains("no.such.thing") == true)
  }
}
