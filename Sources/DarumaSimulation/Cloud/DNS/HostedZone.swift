/// A public hosted zone.
package struct HostedZone: Sendable {
  package let id: String
  package let name: RecordName
  package let callerReference: String
  package let comment: String?
  package let nameServers: [String]
  /// The sets as the control plane lists them: with every change that was accepted, whether or not it has
  /// reached the name servers.
  package private(set) var records: [RecordSet.Key: RecordSet] = [:]

  private var histories: [RecordSet.Key: RecordHistory] = [:]

  /// A zone with the `NS` and `SOA` sets that every zone has at its apex.
  package init(id: String, name: String, callerReference: String, comment: String? = nil) {
    self.id = id
    self.name = RecordName(name)
    self.callerReference = callerReference
    self.comment = comment
    nameServers = ["ns-1.simulated-dns.example", "ns-2.simulated-dns.example"]
    let soa = "\(nameServers[0]). hostmaster.simulated-dns.example. 1 7200 900 1209600 86400"
    put(
      RecordSet(name: name, type: "NS", target: .values(nameServers.map { $0 + "." }, ttlSeconds: 172_800)),
      from: .min)
    put(RecordSet(name: name, type: "SOA", target: .values([soa], ttlSeconds: 900)), from: .min)
  }

  /// A set that has been there since before the story begins.
  package mutating func settle(_ set: RecordSet) {
    put(set, from: .min)
  }

  /// Makes `sets` the zone's contents; what differs reaches the name servers at `time`.
  mutating func replace(with sets: [RecordSet.Key: RecordSet], inSyncAt time: Int64) {
    for (key, set) in sets where records[key] != set {
      histories[key, default: RecordHistory()].publish(set, from: time)
    }
    for key in records.keys where sets[key] == nil {
      histories[key, default: RecordHistory()].publish(nil, from: time)
    }
    records = sets
  }

  /// What a client gets for `name`: of several sets the primary one, else the heaviest, else the first by
  /// identifier. Health checks are not modelled.
  func answer(_ name: RecordName, at now: Int64, throughCache: Bool) -> RecordSet? {
    let answers =
      histories
      .filter { $0.key.name == name && Self.addressTypes.contains($0.key.type) }
      .sorted { $0.key < $1.key }
      .compactMap { $0.value.answer(at: now, throughCache: throughCache) }
    return answers.max { left, right in Self.rank(left) < Self.rank(right) }
  }

  private mutating func put(_ set: RecordSet, from time: Int64) {
    records[set.key] = set
    histories[set.key, default: RecordHistory()].publish(set, from: time)
  }

  private static let addressTypes: Set<String> = ["A", "AAAA", "CNAME"]

  private static func rank(_ set: RecordSet) -> Int64 {
    switch set.routing {
    case .failover(let isPrimary): isPrimary ? .max : -1
    case .weighted(let weight): weight
    case .simple: 0
    }
  }
}
