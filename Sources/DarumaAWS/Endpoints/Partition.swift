package import DarumaCore

/// A separate world of AWS: own accounts, own credentials, own host names.
package enum Partition: String, Sendable, CaseIterable {
  case aws
  case china = "aws-cn"
  case govCloud = "aws-us-gov"

  /// The partition of a region by the form of its code; nil for a code that is none, and for partitions that
  /// Daruma does not know (ISO, European Sovereign Cloud).
  package init?(of region: Region) {
    let words = region.rawValue.split(separator: "-", omittingEmptySubsequences: false)
    guard words.count >= 3, words.last.map({ !$0.isEmpty && $0.allSatisfy(Self.isDigit) }) == true,
      words.dropLast().allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isLetter) })
    else { return nil }
    guard let name = RegionPartition.name(of: region) else { return nil }
    self.init(rawValue: name)
  }

  private static func isDigit(_ letter: Character) -> Bool { letter.isASCII && letter.isNumber }
  private static func isLetter(_ letter: Character) -> Bool { ("a"..."z").contains(letter) }

  var suffix: String {
    switch self {
    case .aws, .govCloud: "amazonaws.com"
    case .china: "amazonaws.com.cn"
    }
  }

  var dualStackSuffix: String {
    switch self {
    case .aws, .govCloud: "api.aws"
    case .china: "api.amazonwebservices.com.cn"
    }
  }
}
