extension Signal: Codable {
  private enum Key: String, CodingKey {
    case signal, id, at, seenAt, source, account, region, resource, raw, recordedAt
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    id = try container.decode(SignalID.self, forKey: .id)
    at = try container.decode(Instant.self, forKey: .at)
    seenAt = try container.decode(Instant.self, forKey: .seenAt)
    source = try container.decode(String.self, forKey: .source)
    account = try container.decode(Account.self, forKey: .account)
    region = try container.decode(Region.self, forKey: .region)
    resource = try container.decodeIfPresent(ARN.self, forKey: .resource)
    raw = try container.decodeIfPresent(Origin.self, forKey: .raw)
    recordedAt = try container.decodeIfPresent(Instant.self, forKey: .recordedAt)
    fact = try Fact(kind: container.decode(Fact.Kind.self, forKey: .signal), from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(fact.kind, forKey: .signal)
    try container.encode(id, forKey: .id)
    try container.encode(at, forKey: .at)
    try container.encode(seenAt, forKey: .seenAt)
    try container.encode(source, forKey: .source)
    try container.encode(account, forKey: .account)
    try container.encode(region, forKey: .region)
    try container.encodeIfPresent(resource, forKey: .resource)
    try container.encodeIfPresent(raw, forKey: .raw)
    try container.encodeIfPresent(recordedAt, forKey: .recordedAt)
    try fact.encodeFields(to: encoder)
  }
}

extension Origin: Codable {
  private enum Key: String, CodingKey { case topic, partition, offset, file, line }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let topic = try container.decodeIfPresent(String.self, forKey: .topic) {
      self = .record(
        topic: topic, partition: try container.decode(Int32.self, forKey: .partition),
        offset: try container.decode(Int64.self, forKey: .offset))
    } else {
      self = .line(
        file: try container.decode(String.self, forKey: .file),
        number: try container.decode(Int64.self, forKey: .line))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .record(let topic, let partition, let offset):
      try container.encode(topic, forKey: .topic)
      try container.encode(partition, forKey: .partition)
      try container.encode(offset, forKey: .offset)
    case .line(let file, let number):
      try container.encode(file, forKey: .file)
      try container.encode(number, forKey: .line)
    }
  }
}
