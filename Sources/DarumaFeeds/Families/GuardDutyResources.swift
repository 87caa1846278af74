import DarumaCore

/// What a finding is about, as far as it can be protected or restored from: the instance and its volumes, the Aurora
/// instance and its cluster, a bucket, a snapshot, a recovery point. (Amazon GuardDuty User Guide, "Finding details".)
enum GuardDutyResources {
  /// In order, each once.
  static func of(_ detail: JSONValue, _ region: Region, _ account: Account) throws(Problem) -> [ARN] {
    var found = Found(region: region, account: account)
    if let resource = try detail.optionalObject("resource") {
      try found.instance(resource)
      for bucket in try resource.optionalArray("s3BucketDetails")?.elements.map({ $0 }) ?? [] {
        found.add(try bucket.optionalARN("arn"))
      }
      try found.database(resource)
      if let cluster = try resource.optionalObject("ecsClusterDetails") { found.add(try cluster.optionalARN("arn")) }
      if let snapshot = try resource.optionalObject("ebsSnapshotDetails") {
        found.add(try snapshot.optionalARN("snapshotArn")?.canonical(in: region))
      }
      if let image = try resource.optionalObject("ec2ImageDetails") {
        found.add(try image.optionalARN("imageArn")?.canonical(in: region))
      }
      if let point = try resource.optionalObject("recoveryPointDetails") {
        found.add(try point.optionalARN("recoveryPointArn")?.canonical(in: region))
      }
      try found.volumes(resource.optionalObject("ebsVolumeDetails"))
    }
    try found.volumes(detail.optionalObject("service")?.optionalObject("ebsVolumeScanDetails"))
    return found.all
  }

  private struct Found {
    let region: Region
    let account: Account
    private(set) var all: [ARN] = []

    init(region: Region, account: Account) {
      self.region = region
      self.account = account
    }

    mutating func add(_ arn: ARN?) {
      if let arn, !all.contains(arn) { all.append(arn) }
    }

    mutating func add(service: String, _ resource: String) {
      add(.make(partition: region.partition, service: service, region: region, account: account, resource: resource))
    }

    mutating func instance(_ resource: JSONValue) throws(Problem) {
      guard let details = try resource.optionalObject("instanceDetails") else { return }
      if let id = try details.optionalText("instanceId") { add(service: "ec2", "instance/" + id) }
    }

    /// The data of Aurora is the cluster's, and so are the snapshots.
    mutating func database(_ resource: JSONValue) throws(Problem) {
      guard let details = try resource.optionalObject("rdsDbInstanceDetails") else { return }
      add(try details.optionalARN("dbInstanceArn"))
      if let cluster = try details.optionalText("dbClusterIdentifier") { add(service: "rds", "cluster:" + cluster) }
    }

    mutating func volumes(_ details: JSONValue?) throws(Problem) {
      for name: StaticString in ["scannedVolumeDetails", "skippedVolumeDetails"] {
        for volume in try details?.optionalArray(name)?.elements.map({ $0 }) ?? [] {
          add(try volume.optionalARN("volumeArn")?.canonical(in: region, account: account))
        }
      }
    }
  }
}
