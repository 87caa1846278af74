import DarumaCore

/// Which keys of a protection rule mean something for which kind, and which kinds a resource can have: rules are
/// checked against these tables, and the schema is made from them.
enum ProtectionKinds {
  struct Row: Sendable {
    let kind: ProtectionRule.Kind
    /// Beside `kind` itself.
    let keys: [String]
    var required: [String] = []
  }

  private static let schedule = ScheduleSection.keys.map(\.name)
  private static let copied = ["retain", "copyTo", "copyWithin", "retainCopy", "encrypted"]

  static let table = [
    Row(kind: .snapshot, keys: ["origin", "name"] + schedule + copied),
    // The recovery points of AWS Backup have no names.
    Row(kind: .backup, keys: ["origin"] + schedule + copied + ["acceptMessages"]),
    Row(kind: .pitr, keys: ["retain", "copyTo", "copyWithin", "encrypted"]),
    Row(kind: .replica, keys: ["copyTo", "copyWithin", "encrypted", "destination"], required: ["copyTo"]),
    Row(kind: .replication, keys: ["copyTo", "copyWithin", "encrypted", "destination"], required: ["copyTo"]),
    Row(kind: .versioning, keys: ["retain"]),
  ]

  /// The kinds for which the key means something.
  static func kinds(knowing key: String) -> [String] {
    table.filter { $0.keys.contains(key) }.map(\.kind.rawValue)
  }

  static func kinds(of type: ResourceType) -> [ProtectionRule.Kind] {
    switch type {
    case .rdsInstance, .rdsCluster: [.snapshot, .backup, .pitr, .replica]
    case .efsFileSystem: [.backup, .replication]
    case .ebsVolume, .elastiCacheCluster: [.snapshot, .backup]
    case .dynamoDBTable: [.backup]
    case .s3Bucket: [.versioning, .replication, .backup]
    // What they hold is in their definition; nothing of it can be lost.
    case .ecsService, .loadBalancer: []
    }
  }

  /// What the schema says of a rule, kind by kind. `keys`: all that a rule may have.
  static func schema(keys: [String]) -> [JSONValue] {
    table.map { row in
      let others = keys.filter { $0 != "kind" && !row.keys.contains($0) }
      let properties = others.map { JSONMember(name: $0, value: false) }
      return [
        "if": ["properties": ["kind": ["const": .string(row.kind.rawValue)]], "required": ["kind"]],
        "then": ["properties": .object(properties), "required": .strings(row.required)],
      ]
    }
  }

  /// What the schema says of a resource, type by type.
  static let schemaOfResources: [JSONMember] = [
    JSONMember(
      name: "allOf",
      value: .array(
        ResourceType.allCases.map { type in
          let kinds = JSONValue.strings(kinds(of: type).map(\.rawValue))
          return [
            "if": ["properties": ["type": ["const": .string(type.rawValue)]], "required": ["type"]],
            "then": [
              "properties": ["protection": ["items": ["properties": ["kind": ["enum": kinds]]]]]
            ],
          ]
        }))
  ]
}
