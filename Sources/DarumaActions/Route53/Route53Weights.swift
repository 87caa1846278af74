package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `route53.weights`: gives the weighted records of one name their weights, all in one change, and waits until Route 53
/// serves it. Weights are absolute, so a repeat changes nothing; a record bears no mark of who set it. Never are all of them
/// 0: Route 53 would then lead users everywhere.
package enum Route53Weights: ActionDefinition {
  package static let name: ActionName = "route53.weights"
  package static let about =
    "Gives the weighted records of one name their weights, and waits until Route 53 serves them."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .movesUsers, idempotency: .absolute, plane: .global("Route 53"), services: ["ROUTE53"],
    outputs: ["name", "weights"], sentence: "weigh the records of {name} anew")
  package static let usually = Span.minutes(2)
  package static let undo = Undo.same("with the weights that the records had")
}

// MARK: - In an application file

extension Route53Weights {
  private static let mostRecords = 100
  private static let mostWeight = 255
  private static let longestIdentifier = 128

  private static let zone = Key.required("zone", Form<String>.hostedZone, "The hosted zone's id.")
  private static let record = Key.required("name", Form<String>.dnsName, "The records' full name.")
  private static let type = Key.optional("type", Form<RecordType>.choice(), "The records' type; A without it.")
  private static let weights = Key.required(
    "weights",
    Form<[(name: Located<String>, value: Int)]>.dictionary(
      keys: .text(atMost: longestIdentifier), of: .count(0...mostWeight), count: 1...mostRecords
    ).located,
    "By the set identifier of each record its weight, from 0 to \(mostWeight). All records of the name and type.")

  package static let form = Form<Wanted>.mapping(
    KeyTable(title: "the `with` of route53.weights", keys: [zone, record, type, weights])
  ) { fields in
    let (inZone, name, recordType) = (fields.value(zone), fields.value(record), fields.value(type))
    let given = fields.value(weights)
    guard let inZone, let name, let given else { return nil }
    if !given.value.isEmpty, given.value.allSatisfy({ $0.value == 0 }) {
      fields.findings.report(
        .outOfRange, at: given.place, "with all weights 0 Route 53 leads users to every record alike",
        remedy: "give at least one record a weight above 0")
    }
    return Wanted(
      zone: inZone, record: name, type: recordType ?? .a,
      weights: Dictionary(given.value.map { ($0.name.value, $0.value) }) { first, _ in first })
  }

  package struct Wanted: ActionWanted {
    var zone: String
    var record: String
    var type: RecordType
    var weights: [String: Int]

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      [
        Route53Weights.zone.name: .text(zone), Route53Weights.record.name: .text(record),
        Route53Weights.type.name: .text(type.rawValue),
        Route53Weights.weights.name: .list(
          weights.sorted { $0.key < $1.key }.map {
            [identifierMember: .text($0.key), weightMember: Document($0.value)]
          }),
      ]
    }

    package var claims: [Claim] { [.record(record, type, zone: zone)] }
  }

  private static let identifierMember = "record"
  private static let weightMember = "weight"
}

// MARK: - Carried out

extension Route53Weights {
  package struct Request: ActionRequest {
    var zone: String
    var name: String
    var type: RecordType
    /// By set identifier.
    var weights: [String: Int]

    package init(_ arguments: Arguments) throws(CloudFault) {
      zone = try arguments.text(Route53Weights.zone.name)
      name = try arguments.text(record.name)
      type = try RecordType(arguments, Route53Weights.type.name)
      let key = Route53Weights.weights.name
      weights = [:]
      for item in try arguments.list(key) {
        guard let record = item[identifierMember]?.text, let weight = item[weightMember]?.integer,
          (0...Int64(mostWeight)).contains(weight), weights.updateValue(Int(weight), forKey: record) == nil
        else { throw arguments.fault(key, "holds something that is no record with its weight, or one twice") }
      }
      guard weights.values.contains(where: { $0 > 0 }) else { throw arguments.fault(key, "has no weight above 0") }
    }
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let zone = at.globalARN("route53", "hostedzone/\(wanted.zone)")
    return [
      PlannedCall(look(wanted), in: at.region, on: [zone]),
      PlannedCall(change([], wanted, at), in: at.region, on: [zone]),
      try PlannedCall(GetChange(id: "CHANGE"), in: at.region, on: [at.globalARN("route53", "change/*")]),
    ]
  }

  package static func preconditions(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    RecordNeeds.of(wanted.name, wanted.type, zone: wanted.zone)
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let records = try await records(wanted, at)
    if let failure = unfit(records, wanted) { return .conflict(failure) }
    guard records.allSatisfy({ wanted.weights[$0.identifier] == $0.weight }) else { return .absent }
    guard try await at.isServed() else {
      return .inProgress("the records of \(wanted.name) are weighed; Route 53 is passing it on to its name servers")
    }
    let weights = records.map { "\($0.identifier)=\($0.weight)" }.sorted().joined(separator: ",")
    return .done(outputs: ["name": wanted.name, "weights": weights], by: .unknown)
  }

  /// Each record is sent as it is, with another weight: Route 53 takes no part of one. All change together or none does.
  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    let records = try await records(wanted, at)
    if let failure = unfit(records, wanted) {
      throw CloudFault(kind: .refused, code: failure.code, message: failure.message, isRetriable: false)
    }
    let answer = try await at.tools.client.send(change(records, wanted, at), in: at.region)
    guard let change = answer["ChangeInfo"]?["Id"]?.text, let id = change.split(separator: "/").last else {
      throw .unreadable(.route53, "names no change of \(wanted.name)")
    }
    at.tools.pendingChanges.remember(String(id), of: at.effect.id)
    return .started
  }

  private static func change(_ records: [Record], _ wanted: Request, _ at: ActionPlace) -> AWSCall {
    let changes: [Document] = records.map { record in
      ["Action": "UPSERT", "ResourceRecordSet": record.weighing(wanted.weights[record.identifier] ?? record.weight)]
    }
    return AWSCall(
      .route53, "ChangeResourceRecordSets", .setsAbsolute,
      [
        "HostedZoneId": .text(wanted.zone),
        "ChangeBatch": ["Changes": .list(changes), "Comment": .text("daruma \(at.effect.id)")],
      ], rest: RESTBinding("POST /2013-04-01/hostedzone/{HostedZoneId}/rrset/"))
  }
}

// MARK: - The records

extension Route53Weights {
  /// One of the records of a name and type, among which Route 53 chooses.
  private struct Record {
    var identifier: String
    var weight: Int
    private let described: [String: Document]

    /// Nil for one that has no weight.
    init?(_ described: Document) throws(CloudFault) {
      guard case .object(let members) = described, let name = members["Name"]?.text else {
        throw .unreadable(.route53, "lists a record without a name")
      }
      guard let identifier = described["SetIdentifier"]?.text, let weight = described["Weight"] else { return nil }
      guard let number = weight.integer, (0...Int64(mostWeight)).contains(number) else {
        throw .unreadable(.route53, "makes no sense of the weight of \(name), \(identifier)")
      }
      self.identifier = identifier
      self.weight = Int(number)
      self.described = members
    }

    func weighing(_ weight: Int) -> Document {
      .object(described.merging(["Weight": Document(weight)]) { $1 })
    }
  }

  private static func look(_ wanted: Request) -> AWSCall {
    AWSCall(
      .route53, "ListResourceRecordSets", .reads,
      [
        "HostedZoneId": .text(wanted.zone), "StartRecordName": .text(wanted.name),
        "StartRecordType": .text(wanted.type.rawValue), "MaxItems": Document(mostListed),
      ],
      rest: RESTBinding(
        "GET /2013-04-01/hostedzone/{HostedZoneId}/rrset?name={StartRecordName}&type={StartRecordType}&maxitems={MaxItems}"
      ))
  }

  /// More than there can be of one name and type, so that one page has them all.
  private static let mostListed = 300

  private static func records(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> [Record] {
    let answer = try await at.tools.client.send(look(wanted), in: at.region)
    guard let listed = answer.list("ResourceRecordSets") else { throw .unreadable(.route53, "lists no records") }
    func isWanted(_ name: Document?, _ type: Document?) -> Bool {
      type?.text == wanted.type.rawValue && name?.text.map { DNSName($0) } == DNSName(wanted.name)
    }
    guard !isWanted(answer["NextRecordName"], answer["NextRecordType"]) else {
      throw .unreadable(.route53, "has more than \(mostListed) records of \(wanted.name), more than it allows")
    }
    let present = listed.filter { isWanted($0["Name"], $0["Type"]) }
    guard !present.isEmpty else { throw missing(wanted) }
    var records: [Record] = []
    for described in present {
      guard let record = try Record(described) else { throw notWeighted(wanted) }
      records.append(record)
    }
    return records
  }

  /// A record that nobody named would go on drawing users; one that is not there can't.
  private static func unfit(_ records: [Record], _ wanted: Request) -> Failure? {
    let (there, named) = (Set(records.map(\.identifier)), Set(wanted.weights.keys))
    let unknown = named.subtracting(there).sorted()
    let unnamed = there.subtracting(named).sorted()
    guard !unknown.isEmpty || !unnamed.isEmpty else { return nil }
    var reasons: [String] = []
    if !unknown.isEmpty { reasons.append("has no record \(unknown.joined(separator: ", "))") }
    if !unnamed.isEmpty { reasons.append("has \(unnamed.joined(separator: ", ")), which the plan does not name") }
    return Failure(
      code: "route53.other-records",
      message:
        "\(wanted.name) (\(wanted.type.rawValue)) in zone \(wanted.zone) \(reasons.joined(separator: ", and ")). "
        + "All were left as they are. Make `weights` in the plan name the records that there are, or change these, then "
        + "retry the step.", isRetriable: false)
  }

  private static func missing(_ wanted: Request) -> CloudFault {
    CloudFault(
      kind: .refused, code: "route53.record-missing",
      message: "Zone \(wanted.zone) has no records named \(wanted.name) of type \(wanted.type.rawValue). Create the "
        + "weighted records, or correct `name` and `type` in the plan.", isRetriable: false)
  }

  private static func notWeighted(_ wanted: Request) -> CloudFault {
    CloudFault(
      kind: .refused, code: "route53.not-weighted",
      message:
        "The \(wanted.type.rawValue) record \(wanted.name) in zone \(wanted.zone) has no weight. It was left as it "
        + "is. Switch it with route53.switch, or make weighted records of it.", isRetriable: false)
  }
}
