import DarumaCore

/// Everything that a file names is of one partition: what is in another one can be neither seen nor changed with the
/// credentials of this one. Of every region and every ARN, wherever in the file it stands.
enum PartitionCheck {
  static func run(on draft: ApplicationDraft, _ findings: Findings) {
    guard let primary = draft.regions.primary else { return }
    let partition = RegionPartition.name(of: primary)
    for region in findings.regions { check(region, primary, partition, findings) }
    for arn in findings.arns { check(arn, primary, partition, findings) }
  }

  private static func check(_ region: Located<Region>, _ primary: Region, _ partition: String?, _ findings: Findings) {
    let own = RegionPartition.name(of: region.value)
    if let own, let partition, own != partition {
      findings.report(
        .regionOfOtherPartition, at: region.place,
        "\(region.value) is in the partition \(own), and the primary region, \(primary), in \(partition): no account and no "
          + "credentials are of both",
        remedy: "name a region of \(partition)")
    } else if own.map({ !RegionPartition.reachable.contains($0) }) ?? true {
      findings.report(
        .regionWithoutHostNames, at: region.place,
        "Daruma knows no host names of AWS in \(region.value)",
        remedy: "correct the region, or set AWS_ENDPOINT_URL_<SERVICE> for the worker")
    }
  }

  private static func check(_ arn: Located<ARN>, _ primary: Region, _ partition: String?, _ findings: Findings) {
    let region = arn.value.region
    let written = arn.value.partition
    // Where it names no region (S3, IAM) it is global in the application's own partition.
    let wanted = region.rawValue.isEmpty ? partition : RegionPartition.name(of: region)
    if let wanted, written != wanted {
      findings.report(
        .arnOfOtherPartition, at: arn.place,
        "the ARN is of the partition \(written), and \(region.rawValue.isEmpty ? primary : region) is in \(wanted)",
        remedy: "write `arn:\(wanted):\(arn.value.service):...`")
    } else if let partition, written != partition {
      findings.report(
        .arnOfOtherPartition, at: arn.place,
        "the ARN is of the partition \(written), and the primary region, \(primary), is in \(partition): no credentials are of "
          + "both",
        remedy: "name one in \(partition)")
    }
  }
}
