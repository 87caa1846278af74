/// The partition of AWS that a region is in: a world of its own, whose accounts, credentials and names are of no use in
/// another one.
package enum RegionPartition {
  /// The partition's name as ARNs write it; nil for a code that is of no form which AWS uses (botocore, `partitions.json`).
  package static func name(of region: Region) -> String? {
    let words = region.rawValue.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard words.count >= 3 else { return nil }
    switch (words[0], words[1], words.count) {
    case ("cn", _, 3): return "aws-cn"
    case ("us", "gov", 4): return "aws-us-gov"
    case ("us", "iso", 4): return "aws-iso"
    case ("us", "isob", 4): return "aws-iso-b"
    case ("eu", "isoe", 4): return "aws-iso-e"
    case ("us", "isof", 4): return "aws-iso-f"
    case ("eusc", _, 4): return "aws-eusc"
    case (let area, _, 3) where areas.contains(area): return "aws"
    default: return nil
    }
  }

  /// Those of which the client has host names without being told them; a test holds them against it.
  package static let reachable: Set<String> = ["aws", "aws-cn", "aws-us-gov"]

  /// The first words of region codes in the partition `aws`.
  private static let areas: Set<String> = ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"]
}
