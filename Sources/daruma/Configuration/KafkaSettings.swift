import DarumaKafka

/// The connection to the brokers, from the settings under `kafka`.
enum KafkaSettings {
  /// Nil where no broker is named.
  static func read(_ settings: Settings) throws -> KafkaConnection? {
    let servers = settings.list("kafka.bootstrapServers")
    guard !servers.isEmpty else { return nil }
    do {
      return try KafkaConnection(bootstrapServers: servers, security: security(settings))
    } catch let error as KafkaError {
      throw CommandFailure("kafka: \(error.message)")
    }
  }

  private static func security(_ settings: Settings) throws -> KafkaSecurity {
    let caPath = settings.text("kafka.caPath")
    let name = settings.text("kafka.security") ?? "plaintext"
    switch name {
    case "plaintext": return .plaintext
    case "tls": return .tls(caPath: caPath)
    case "saslPlaintext": return .saslPlaintext(try credentials(settings))
    case "saslTls": return .saslTLS(try credentials(settings), caPath: caPath)
    default:
      throw CommandFailure(
        "kafka.security is \u{201C}\(name)\u{201D}; one of plaintext, tls, saslPlaintext, saslTls")
    }
  }

  private static func credentials(_ settings: Settings) throws -> KafkaCredentials {
    let name = settings.text("kafka.sasl.mechanism") ?? KafkaCredentials.Mechanism.scramSHA512.rawValue
    guard let mechanism = KafkaCredentials.Mechanism(rawValue: name) else {
      let known = KafkaCredentials.Mechanism.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure("kafka.sasl.mechanism is \u{201C}\(name)\u{201D}; one of \(known)")
    }
    guard let username = settings.text("kafka.sasl.username"),
      let password = settings.text("kafka.sasl.password", isSecret: true)
    else {
      throw CommandFailure(
        "kafka.sasl.username and kafka.sasl.password are needed; give the password as DARUMA_KAFKA_SASL_PASSWORD"
      )
    }
    return KafkaCredentials(mechanism: mechanism, username: username, password: password)
  }
}
