/// What surrounds the service in both regions of the sample estate: networks, balancers, files and their backups, caches,
/// parameters, workers and what wakes them.
extension SampleEstate {
  package static let primaryVPC = "vpc-0a0b0c0d"
  package static let primarySecurityGroup = "sg-0a0b0c0d0e0f00001"
  package static let recoveryVPC = "vpc-0d0a1d0a"
  package static let recoverySubnets = ["subnet-0d0a1d0a000000001", "subnet-0d0a1d0a000000002"]
  /// Of the mount targets, and of the cache.
  package static let recoveryFilesGroup = "sg-0d1a2b3c4d5e6f709"
  package static let recoveryCacheGroup = "sg-0d1a2b3c4d5e6f70a"

  package static let primaryLoadBalancer = LoadBalancer(
    name: "kaigo-prod-alb", arn: balancingARN(primaryRegion, "loadbalancer/app/kaigo-prod-alb/50dc6c495c0c9188"),
    dnsName: "kaigo-prod-alb-1234567890.us-east-1.elb.amazonaws.com", hostedZoneID: "Z35SXDOTRQ7X7K", vpc: primaryVPC)
  package static let recoveryLoadBalancer = LoadBalancer(
    name: "kaigo-dr-alb", arn: balancingARN(recoveryRegion, "loadbalancer/app/kaigo-dr-alb/50dc6c495c0c9189"),
    dnsName: "kaigo-dr-alb-1234567890.us-west-2.elb.amazonaws.com", hostedZoneID: "Z1H1FL5HABSF5", vpc: recoveryVPC)
  package static let primaryTargetGroup = TargetGroup(
    name: "kaigo-prod-api", arn: balancingARN(primaryRegion, "targetgroup/kaigo-prod-api/73e2d6bc24d8a066"), port: 8080,
    vpc: primaryVPC)
  package static let recoveryTargetGroup = TargetGroup(
    name: "kaigo-dr-api", arn: balancingARN(recoveryRegion, "targetgroup/kaigo-dr-api/73e2d6bc24d8a067"), port: 8080,
    vpc: recoveryVPC)
  /// A page that says that the service is not here.
  package static let maintenanceTargetGroup = TargetGroup(
    name: "kaigo-dr-maintenance",
    arn: balancingARN(recoveryRegion, "targetgroup/kaigo-dr-maintenance/73e2d6bc24d8a068"), port: 80, vpc: recoveryVPC,
    standing: ["10.1.1.9"])
  package static let primaryListener = balancingARN(
    primaryRegion, "listener/app/kaigo-prod-alb/50dc6c495c0c9188/f2f7dc8efc522ab1")
  package static let recoveryListener = balancingARN(
    recoveryRegion, "listener/app/kaigo-dr-alb/50dc6c495c0c9189/f2f7dc8efc522ab2")
  /// Of requests to `/api/*`, which do what the listener's default does.
  package static let recoveryRule = balancingARN(
    recoveryRegion, "listener-rule/app/kaigo-dr-alb/50dc6c495c0c9189/f2f7dc8efc522ab2/9683b2d02a6cabee")

  package static let fileSystem = "fs-0d1a2b3c4d5e6f708"
  package static let fileSystemARN = "arn:aws:elasticfilesystem:\(primaryRegion):\(account):file-system/\(fileSystem)"
  package static let primaryVault = "kaigo-prod"
  package static let recoveryVault = "kaigo-dr"
  /// Last night's backup of the files, and its copy.
  package static let filesPoint =
    "arn:aws:backup:\(primaryRegion):\(account):recovery-point:6f1f4a5e-0000-4000-8000-00000000f11e"
  package static let filesCopy =
    "arn:aws:backup:\(recoveryRegion):\(account):recovery-point:6f1f4a5e-0000-4000-8000-00000000f11f"
  package static let backupRole = "arn:aws:iam::\(account):role/kaigo-backup"
  package static let primaryKey = "arn:aws:kms:\(primaryRegion):\(account):key/0a1b2c3d-0000-4000-8000-000000000001"
  package static let recoveryKey = "arn:aws:kms:\(recoveryRegion):\(account):key/0a1b2c3d-0000-4000-8000-000000000002"
  /// How long before the story the files were backed up: of a story that begins at 02:55 in Japan, at 04:00 the day before.
  package static let filesBackupAge: Int64 = (22 * 60 + 55) * 60_000

  package static let cache = "kaigo-prod"
  /// Last night's, which stays in its region.
  package static let cacheSnapshot = "automatic.kaigo-prod-last-night"
  package static let recoveryCacheSubnetGroup = "kaigo-dr-cache"
  package static let recoveryCacheParameterGroup = "kaigo-dr-redis7"

  /// By which the application in the recovery region finds its cache and its files.
  package static let cacheParameter = "/kaigo/dr/cache-endpoint"
  package static let filesParameter = "/kaigo/dr/file-system"
  /// What they hold before the disaster.
  package static let unsetParameter = "none"

  /// Of EC2 instances that work off what waits.
  package static let primaryWorkers = "kaigo-prod-workers"
  package static let recoveryWorkers = "kaigo-dr-workers"
  package static let primaryMapping = "0a1b2c3d-0000-4000-8000-0000000000e1"
  package static let recoveryMapping = "0a1b2c3d-0000-4000-8000-0000000000e2"
  /// Of the nightly job, in both regions.
  package static let rule = "kaigo-nightly"

  static func buildSurroundings(
    _ estate: inout Estate, _ since: Int64, now: Int64, _ balancer: StandbyBalancer
  ) {
    buildPrimarySurroundings(&estate, since, now: now)
    buildRecoverySurroundings(&estate, since, now: now, balancer)
  }

  private static func buildPrimarySurroundings(_ estate: inout Estate, _ since: Int64, now: Int64) {
    estate[region: primaryRegion].network.securityGroups = [primarySecurityGroup]
    estate[region: primaryRegion].balancing.prepare(
      primaryLoadBalancer, listener: primaryListener, [(primaryTargetGroup, 1)])
    var options = FileSystem.Options(creationToken: "kaigo-prod-files")
    options.isEncrypted = true
    options.kmsKeyID = primaryKey
    estate[region: primaryRegion].fileSystems.put(
      FileSystem(
        id: fileSystem, arn: fileSystemARN, options: options, tags: [ResourceTag("Name", "kaigo-prod-files")],
        size: filesSize, lineage: fileSystem, now: since, creation: 0, ending: nil))
    estate[region: primaryRegion].backups.keep(
      point(filesPoint, copiedFrom: nil, key: primaryKey, now: now), in: primaryVault, key: primaryKey, since: since)
    var cacheOptions = ReplicationGroup.Options(description: "sessions of kaigo-subsys", nodeType: "cache.r7g.large")
    cacheOptions.nodes = 2
    cacheOptions.failsOver = true
    let caches = estate[region: primaryRegion].caches
    estate[region: primaryRegion].caches.put(
      ReplicationGroup(
        identifier: cache, arn: caches.arn(of: cache), options: cacheOptions, tags: [], suffix: "a1b2c3", now: since,
        creation: 0, ending: nil))
    estate[region: primaryRegion].caches.put(
      CacheSnapshot(
        name: cacheSnapshot, arn: caches.arn(ofSnapshot: cacheSnapshot), group: cache,
        nodeType: cacheOptions.nodeType, engine: cacheOptions.engine, isAutomated: true, keptFor: 7,
        madeAt: now - filesBackupAge + 5 * 60_000))
    estate[region: primaryRegion].prepareWork(
      primaryWorkers, instances: 2, mapping: primaryMapping, isOn: true, zones: ["us-east-1a", "us-east-1b"], since)
  }

  private static func buildRecoverySurroundings(
    _ estate: inout Estate, _ since: Int64, now: Int64, _ balancer: StandbyBalancer
  ) {
    estate[region: recoveryRegion].network.securityGroups = [
      recoverySecurityGroup, recoveryFilesGroup, recoveryCacheGroup,
    ]
    for (number, (id, zone)) in zip(recoverySubnets, ["us-west-2a", "us-west-2b"]).enumerated() {
      estate[region: recoveryRegion].network.put(
        Subnet(
          id: id, vpc: recoveryVPC, zone: zone, zoneID: "usw2-az\(number + 1)", addressPrefix: "10.1.\(number + 1)."))
    }
    let weights = balancer == .leadsToService ? (1, 0) : (0, 1)
    estate[region: recoveryRegion].balancing.prepare(
      recoveryLoadBalancer, listener: recoveryListener,
      [(recoveryTargetGroup, weights.0), (maintenanceTargetGroup, weights.1)])
    if let listener = estate[region: recoveryRegion].balancing.listeners[recoveryListener] {
      estate[region: recoveryRegion].balancing.put(
        ListenerRule(
          arn: recoveryRule, listener: listener.arn, priority: 10, paths: ["/api/*"], actions: listener.actions))
    }
    let primary = estate[region: primaryRegion].backups
    estate[region: recoveryRegion].backups.keep(
      point(filesCopy, copiedFrom: primary.arn(ofVault: primaryVault), key: recoveryKey, now: now), in: recoveryVault,
      key: recoveryKey, since: since)
    estate[region: recoveryRegion].caches.subnetGroups = [recoveryCacheSubnetGroup]
    estate[region: recoveryRegion].caches.parameterGroups = [recoveryCacheParameterGroup]
    for name in [cacheParameter, filesParameter] {
      let store = estate[region: recoveryRegion].parameters
      estate[region: recoveryRegion].parameters.put(
        StoredParameter(name: name, arn: store.arn(of: name), type: "String", value: unsetParameter, changedAt: since))
    }
    estate[region: recoveryRegion].prepareWork(
      recoveryWorkers, instances: 0, mapping: recoveryMapping, isOn: false, zones: ["us-west-2a", "us-west-2b"], since)
  }

  /// Bytes.
  private static let filesSize: Int64 = 60 << 30

  /// A copy keeps what its original says of the file system, its key in the other region too.
  private static func point(_ arn: String, copiedFrom vault: String?, key: String, now: Int64) -> RecoveryPoint {
    let taken = now - filesBackupAge
    return RecoveryPoint(
      arn: arn, sourceVault: vault, resource: fileSystemARN, resourceType: "EFS", createdAt: taken,
      completedAt: taken + (vault == nil ? 40 : 75) * 60_000, size: filesSize, kmsKeyID: key, role: backupRole,
      keptFor: 30, tags: [ResourceTag("Name", "kaigo-prod-files")],
      restoreMetadata: [
        "file-system-id": fileSystem, "Encrypted": "true", "KmsKeyId": primaryKey, "PerformanceMode": "generalPurpose",
        "CreationToken": "kaigo-prod-files", "newFileSystem": "true",
      ])
  }

  private static func balancingARN(_ region: String, _ resource: String) -> String {
    "arn:aws:elasticloadbalancing:\(region):\(account):\(resource)"
  }
}

extension LoadBalancing {
  fileprivate mutating func prepare(
    _ balancer: LoadBalancer, listener: String, _ groups: [(group: TargetGroup, weight: Int)]
  ) {
    put(balancer)
    for (group, _) in groups { put(group) }
    let shares = groups.map { ListenerAction.Share($0.group.arn, weight: $0.weight) }
    put(
      Listener(
        arn: listener, loadBalancer: balancer.arn, port: 443, transport: "HTTPS",
        actions: [ListenerAction(.forward(ListenerAction.Forward(shares)), order: 1)]))
  }
}

extension Backups {
  fileprivate mutating func keep(_ point: RecoveryPoint, in name: String, key: String, since: Int64) {
    var vault = BackupVault(name: name, arn: arn(ofVault: name), kmsKeyID: key, createdAt: since)
    vault.put(point)
    put(vault)
  }
}

extension RegionalEstate {
  fileprivate mutating func prepareWork(
    _ workers: String, instances: Int, mapping: String, isOn: Bool, zones: [String], _ since: Int64
  ) {
    scaling.put(
      ScalingGroup(
        name: workers, arn: scaling.arn(of: workers), zones: zones, count: instances, maximum: 8, since: since))
    eventSources.put(
      EventSourceMapping(
        id: mapping, function: place.arn(.lambda, "function:kaigo-mail"),
        source: "arn:aws:sqs:\(place.region):\(place.account):kaigo-mail", isEnabled: isOn, since: since))
    let key = EventRule.Key(name: SampleEstate.rule)
    eventSources.put(
      EventRule(key: key, arn: eventSources.arn(ofRule: key), schedule: "rate(1 day)", isEnabled: isOn))
  }
}
