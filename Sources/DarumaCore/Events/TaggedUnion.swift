// Enums with payloads are written as an object with one key, the case, as in an application file:
// `{"alarm": {"name": "…"}}`. The compiler's own form (`{"alarm": {"_0": …}}`) would leak Swift into a format that is
// kept for ever.

extension KeyedDecodingContainer {
  /// The one key of a tagged union.
  ///
  /// - Throws: `DecodingError.dataCorrupted` where there is none, or more than one.
  func onlyKey() throws -> Key {
    guard allKeys.count == 1, let key = allKeys.first else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: codingPath, debugDescription: "wanted an object with exactly one known key"))
    }
    return key
  }
}

extension Channel {
  private enum Key: String, CodingKey { case sns, webhook }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self =
      switch try container.onlyKey() {
      case .sns: .sns(topic: try container.decode(ARN.self, forKey: .sns))
      case .webhook: .webhook(url: try container.decode(String.self, forKey: .webhook))
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .sns(let topic): try container.encode(topic, forKey: .sns)
    case .webhook(let url): try container.encode(url, forKey: .webhook)
    }
  }
}

extension StepAction {
  private enum Key: String, CodingKey {
    case rdsRestore = "rds.restore"
    case ecsScale = "ecs.scale"
    case route53Switch = "route53.switch"
    case httpCheck = "http.check"
    case notify
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self =
      switch try container.onlyKey() {
      case .rdsRestore: .rdsRestore(try container.decode(RDSRestoreOptions.self, forKey: .rdsRestore))
      case .ecsScale: .ecsScale(try container.decode(ECSScaleOptions.self, forKey: .ecsScale))
      case .route53Switch:
        .route53Switch(try container.decode(Route53SwitchOptions.self, forKey: .route53Switch))
      case .httpCheck: .httpCheck(try container.decode(HTTPCheckOptions.self, forKey: .httpCheck))
      case .notify: .notify(try container.decode(NotifyOptions.self, forKey: .notify))
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .rdsRestore(let options): try container.encode(options, forKey: .rdsRestore)
    case .ecsScale(let options): try container.encode(options, forKey: .ecsScale)
    case .route53Switch(let options): try container.encode(options, forKey: .route53Switch)
    case .httpCheck(let options): try container.encode(options, forKey: .httpCheck)
    case .notify(let options): try container.encode(options, forKey: .notify)
    }
  }
}

extension Route53SwitchOptions.Target {
  private enum Key: String, CodingKey { case values, endpointOf }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self =
      switch try container.onlyKey() {
      case .values: .values(try container.decode([String].self, forKey: .values))
      case .endpointOf: .endpointOf(try container.decode(StepID.self, forKey: .endpointOf))
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .values(let values): try container.encode(values, forKey: .values)
    case .endpointOf(let step): try container.encode(step, forKey: .endpointOf)
    }
  }
}

extension Action {
  private enum Key: String, CodingKey {
    case restoreDatabase, scaleService, switchRecord, checkEndpoint, sendNotice
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self =
      switch try container.onlyKey() {
      case .restoreDatabase:
        .restoreDatabase(try container.decode(RestoreDatabase.self, forKey: .restoreDatabase))
      case .scaleService: .scaleService(try container.decode(ScaleService.self, forKey: .scaleService))
      case .switchRecord: .switchRecord(try container.decode(SwitchRecord.self, forKey: .switchRecord))
      case .checkEndpoint: .checkEndpoint(try container.decode(CheckEndpoint.self, forKey: .checkEndpoint))
      case .sendNotice: .sendNotice(try container.decode(SendNotice.self, forKey: .sendNotice))
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .restoreDatabase(let action): try container.encode(action, forKey: .restoreDatabase)
    case .scaleService(let action): try container.encode(action, forKey: .scaleService)
    case .switchRecord(let action): try container.encode(action, forKey: .switchRecord)
    case .checkEndpoint(let action): try container.encode(action, forKey: .checkEndpoint)
    case .sendNotice(let action): try container.encode(action, forKey: .sendNotice)
    }
  }
}
