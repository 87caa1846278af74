import DarumaAWS
import DarumaCatalog
import DarumaCore

/// The types of record that lead users somewhere.
package enum RecordType: String, Sendable, CaseIterable {
  case a = "A"
  case aaaa = "AAAA"
  case cname = "CNAME"

  init(_ arguments: Arguments, _ parameter: String) throws(CloudFault) {
    guard let type = RecordType(rawValue: try arguments.text(parameter)) else {
      throw arguments.fault(parameter, "is no type of record")
    }
    self = type
  }

  /// Whether both lists hold the same, in whatever order and however it is written.
  func isSame(_ one: [String], _ other: [String]) -> Bool {
    switch self {
    case .a: Set(one) == Set(other)
    case .aaaa: Set(one.map { IPv6Address($0) }) == Set(other.map { IPv6Address($0) })
    case .cname: Set(one.map { DNSName($0) }) == Set(other.map { DNSName($0) })
    }
  }
}

extension Form where Value == String {
  static var hostedZone: Form {
    .awsIdentifier(
      "the id of a hosted zone", prefix: "Z", marks: "", longest: 31, example: "the id alone, such as `Z0123456789ABC`")
  }
}

extension Claim {
  /// A name is the same with and without its last dot, and however it is written.
  static func record(_ record: String, _ type: RecordType, zone: String) -> Claim {
    let name = record.lowercased()
    let bare = name.hasSuffix(".") ? String(name.dropLast()) : name
    return Claim(
      key: "route53/\(zone)/\(bare)/\(type.rawValue)", deed: "switch \(bare) in zone \(zone)",
      remedy: "let one application have the record")
  }
}
