package import DarumaCore

extension AWSService {
  /// The region where it is asked, and for which requests are signed, when a step acts in `region`: there, but for
  /// services that a partition has in one place alone.
  package func home(for region: Region) -> Region {
    guard let partition = Partition(of: region) else { return region }
    return switch home {
    case .everyRegion: region
    case .partition(let homes): homes[partition] ?? region
    case .region(let homes, underFIPS: _): homes[partition] ?? region
    }
  }
}
