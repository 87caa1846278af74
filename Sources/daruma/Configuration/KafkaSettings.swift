import DarumaKafka
import Foundation

/// The connection to the brokers, from the settings under `kafka`.
enum KafkaSettings {
  /// Nil where no broker is named.
  static func read(_ settings: Settings) throws -> KafkaConnection? {
    let servers = settings.list(.kafkaBootstrapServers)
    guard !servers.isEmpty else { return nil }
    do {
      return try KafkaConnection(
        bootstrapServers: servers, security: security(settings), properties: properties(settings))
    } catch let error as KafkaError {
      throw CommandFailure("kafka: \(error.message)")
    }
  }

  private static func security(_ settings: Settings) throws -> KafkaSecurity {
    let caPath = settings.text(.kafkaCAPath).map(settings.relative)
    let name = settings.text(.kafkaSecurity) ?? "plaintext"
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

  /// Properties of librdkafka. Paths are relative to the settings' file, and secrets may be named.
  private static func properties(_ settings: Settings) throws -> [String: String] {
    let written = settings.given.libraryProperties(environment: ProcessInfo.processInfo.environment)
    return try Dictionary(
      uniqueKeysWithValues: written.map { name, value in
        let read = try Secret.read(value, "kafka.properties.\(name)", settings.relative)
        // `ssl.ca.location: probe` is a word of librdkafka's own.
        let isPath = name.hasSuffix(".location") && read != "probe"
        return (name, isPath ? settings.relative(read) : read)
      })
  }

  private static func credentials(_ settings: Settings) throws -> KafkaCredentials {
    let name = settings.text(.kafkaSASLMechanism) ?? KafkaCredentials.Mechanism.scramSHA512.rawValue
    guard let mechanism = KafkaCredentials.Mechanism(rawValue: name) else {
      let known = KafkaCredentials.Mechanism.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure("kafka.sasl.mechanism is \u{201C}\(name)\u{201D}; one of \(known)")
    }
    guard mechanism.needsPassword else { return KafkaCredentials(mechanism: mechanism) }
    guard let username = settings.text(.kafkaSASLUsername),
      let password = try settings.secret(.kafkaSASLPassword)
    else {
      throw CommandFailure(
        "kafka.sasl.username and kafka.sasl.password are needed; give the password as DARUMA_KAFKA_SASL_PASSWORD, env:NAME or file:PATH"
      )
    }
    return KafkaCredentials(mechanism: mechanism, username: username, password: password)
  }
}
