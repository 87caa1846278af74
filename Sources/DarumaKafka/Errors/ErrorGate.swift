import CRdKafka

/// The one place where a librdkafka return code becomes a `KafkaError`.
enum ErrorGate {
  /// - Parameters:
  ///   - action: what was tried, as in "reading metadata".
  ///   - detail: the library's own words for this occurrence, where it has some.
  static func error(
    _ code: rd_kafka_resp_err_t, _ action: String, detail: String? = nil, topic: String? = nil,
    partition: Int32? = nil, isFatal: Bool = false
  ) -> KafkaError {
    let name = String(cString: rd_kafka_err2name(code))
    let meaning = meaning(of: code)
    let place = topic.map { topic in " (\(partition.map { "\(topic)[\($0)]" } ?? topic))" } ?? ""
    return KafkaError(
      isFatal ? .clientBroken : meaning.code,
      "\(action)\(place) failed: \(detail ?? String(cString: rd_kafka_err2str(code))) [\(name)]",
      topic: topic, partition: partition,
      isRetriable: meaning.isRetriable && !isFatal,
      isFatal: isFatal || meaning.code == .clientBroken, libraryName: name)
  }

  static func check(
    _ code: rd_kafka_resp_err_t, _ action: String, topic: String? = nil, partition: Int32? = nil
  ) throws(KafkaError) {
    guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
    throw error(code, action, topic: topic, partition: partition)
  }

  static func error(takingOwnershipOf pointer: OpaquePointer, _ action: String) -> KafkaError {
    defer { rd_kafka_error_destroy(pointer) }
    return error(
      rd_kafka_error_code(pointer), action, detail: String(cString: rd_kafka_error_string(pointer)),
      isFatal: rd_kafka_error_is_fatal(pointer) != 0)
  }

  private static func meaning(
    of code: rd_kafka_resp_err_t
  ) -> (code: KafkaError.Code, isRetriable: Bool) {
    connectionMeaning(of: code) ?? topicMeaning(of: code) ?? recordMeaning(of: code) ?? (.other, false)
  }

  private static func connectionMeaning(
    of code: rd_kafka_resp_err_t
  ) -> (code: KafkaError.Code, isRetriable: Bool)? {
    switch code {
    case RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, RD_KAFKA_RESP_ERR__RESOLVE,
      RD_KAFKA_RESP_ERR__UNKNOWN_BROKER, RD_KAFKA_RESP_ERR_BROKER_NOT_AVAILABLE,
      RD_KAFKA_RESP_ERR_NETWORK_EXCEPTION:
      (.brokerUnreachable, true)
    case RD_KAFKA_RESP_ERR__TIMED_OUT, RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE, RD_KAFKA_RESP_ERR__MSG_TIMED_OUT,
      RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT, RD_KAFKA_RESP_ERR_THROTTLING_QUOTA_EXCEEDED,
      RD_KAFKA_RESP_ERR__WAIT_CACHE, RD_KAFKA_RESP_ERR__RETRY, RD_KAFKA_RESP_ERR__IN_PROGRESS:
      (.timedOut, true)
    case RD_KAFKA_RESP_ERR__AUTHENTICATION, RD_KAFKA_RESP_ERR__SSL,
      RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED, RD_KAFKA_RESP_ERR_UNSUPPORTED_SASL_MECHANISM,
      RD_KAFKA_RESP_ERR_ILLEGAL_SASL_STATE, RD_KAFKA_RESP_ERR_SECURITY_DISABLED:
      (.authenticationFailed, false)
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED,
      RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
      (.notAuthorized, false)
    case RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE, RD_KAFKA_RESP_ERR__NOT_IMPLEMENTED,
      RD_KAFKA_RESP_ERR_UNSUPPORTED_VERSION, RD_KAFKA_RESP_ERR_UNSUPPORTED_FOR_MESSAGE_FORMAT,
      RD_KAFKA_RESP_ERR_UNSUPPORTED_COMPRESSION_TYPE:
      (.notSupported, false)
    case RD_KAFKA_RESP_ERR__INVALID_ARG, RD_KAFKA_RESP_ERR__NOT_CONFIGURED:
      (.invalidConfiguration, false)
    case RD_KAFKA_RESP_ERR__DESTROY:
      (.stopped, false)
    default: nil
    }
  }

  private static func topicMeaning(
    of code: rd_kafka_resp_err_t
  ) -> (code: KafkaError.Code, isRetriable: Bool)? {
    switch code {
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
      (.unknownTopic, false)
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
      (.unknownPartition, false)
    case RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS:
      (.topicExists, false)
    case RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION, RD_KAFKA_RESP_ERR_INVALID_PARTITIONS,
      RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR, RD_KAFKA_RESP_ERR_INVALID_REPLICA_ASSIGNMENT,
      RD_KAFKA_RESP_ERR_INVALID_CONFIG, RD_KAFKA_RESP_ERR_POLICY_VIOLATION,
      RD_KAFKA_RESP_ERR_INVALID_REQUEST:
      (.topicRefused, false)
    case RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
      RD_KAFKA_RESP_ERR_REPLICA_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_CONTROLLER,
      RD_KAFKA_RESP_ERR_FENCED_LEADER_EPOCH, RD_KAFKA_RESP_ERR_UNKNOWN_LEADER_EPOCH,
      RD_KAFKA_RESP_ERR_OFFSET_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_KAFKA_STORAGE_ERROR:
      (.leaderMoving, true)
    case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE, RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET,
      RD_KAFKA_RESP_ERR__NO_OFFSET:
      (.offsetMissing, false)
    default: nil
    }
  }

  private static func recordMeaning(
    of code: rd_kafka_resp_err_t
  ) -> (code: KafkaError.Code, isRetriable: Bool)? {
    switch code {
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE,
      RD_KAFKA_RESP_ERR_INVALID_MSG_SIZE:
      (.messageTooLarge, false)
    case RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND,
      RD_KAFKA_RESP_ERR__ISR_INSUFF:
      (.notEnoughReplicas, true)
    case RD_KAFKA_RESP_ERR__BAD_MSG, RD_KAFKA_RESP_ERR__BAD_COMPRESSION, RD_KAFKA_RESP_ERR_INVALID_MSG,
      RD_KAFKA_RESP_ERR__UNDERFLOW, RD_KAFKA_RESP_ERR_INVALID_RECORD:
      (.corruptRecord, false)
    case RD_KAFKA_RESP_ERR__QUEUE_FULL:
      (.queueFull, true)
    case RD_KAFKA_RESP_ERR__PURGE_QUEUE, RD_KAFKA_RESP_ERR__PURGE_INFLIGHT:
      (.stopped, false)
    case RD_KAFKA_RESP_ERR__FATAL, RD_KAFKA_RESP_ERR__FENCED, RD_KAFKA_RESP_ERR__INCONSISTENT,
      RD_KAFKA_RESP_ERR__GAPLESS_GUARANTEE, RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER,
      RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH, RD_KAFKA_RESP_ERR_PRODUCER_FENCED,
      RD_KAFKA_RESP_ERR_UNKNOWN_PRODUCER_ID:
      (.clientBroken, false)
    default: nil
    }
  }
}
