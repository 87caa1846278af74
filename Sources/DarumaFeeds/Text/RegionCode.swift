import DarumaCore

/// Region codes as AWS writes them: `us-east-1`, `us-gov-west-1`, `ap-southeast-3`; and `global`, which AWS
/// Health uses. Display names (`EU (Ireland)`) and placeholders (`us-east-*`, `REGION`) are none.
enum RegionCode {
  /// Two to four words of small letters, then a number of one or two digits, with hyphens between them.
  static func isValid(_ text: some StringProtocol) -> Bool {
    var words = 0
    var letters = 0
    var digits = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z") where digits == 0: letters += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9") where letters == 0: digits += 1
      case UInt8(ascii: "-") where (2...12).contains(letters):
        words += 1
        letters = 0
      default: return false
      }
    }
    return (2...4).contains(words) && (1...2).contains(digits) || (words == 0 && text == "global")
  }
}

extension Region {
  /// The region, where the text is a region code.
  init?(code text: some StringProtocol) {
    guard RegionCode.isValid(text) else { return nil }
    self.init(rawValue: String(text))
  }

  /// The partition that the region belongs to, for ARNs that have to be made.
  var partition: String {
    Self.partitions.first { rawValue.hasPrefix($0.key) }?.value ?? "aws"
  }

  private static let partitions: KeyValuePairs<String, String> = [
    "cn-": "aws-cn", "us-gov-": "aws-us-gov", "us-iso-": "aws-iso", "us-isob-": "aws-iso-b",
    "eu-isoe-": "aws-iso-e", "us-isof-": "aws-iso-f", "eusc-": "aws-eusc",
  ]

  /// What a signal says whose source does not name a region.
  static let unknown = Region("")
}

extension Account {
  /// What a signal says whose source does not name an account.
  static let unknown = Account("")
}
