import DarumaAWS
import DarumaCatalog
import DarumaCore
import Testing

@Suite("Application files and the client mean the same by a partition")
struct RegionPartitionTests {
  @Test(
    "of every region",
    arguments: [
      "us-east-1", "eu-central-2", "ap-southeast-5", "sa-east-1", "ca-west-1", "me-south-1", "af-south-1",
      "il-central-1",
      "mx-central-1", "cn-north-1", "cn-northwest-1", "us-gov-west-1", "us-gov-east-1", "eusc-de-east-1",
      "us-iso-east-1",
      "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1", "xx-moon-1",
    ])
  func same(code: String) {
    let region = Region(code)
    let name = RegionPartition.name(of: region)
    #expect(Partition(of: region)?.rawValue == name.flatMap { RegionPartition.reachable.contains($0) ? $0 : nil })
  }

  @Test("those that the client reaches are all that it has")
  func reachable() { #expect(RegionPartition.reachable == Set(Partition.allCases.map(\.rawValue))) }
}
