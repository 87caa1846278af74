/// The estate of the reference service, kaigo-subsys, as it stands before the night of the disaster:
/// production in us-east-1; in us-west-2 what CloudFormation has prepared, with no task running, no database, no cache and
/// no file system, and the copies of last night.
package enum SampleEstate {
  package static let account = "123456789012"
  package static let primaryRegion = "us-east-1"
  package static let recoveryRegion = "us-west-2"

  package static let database = "kaigo-subsys-prod"
  package static let primaryCluster = "kaigo-prod"
  package static let recoveryCluster = "kaigo-dr"
  package static let service = "kaigo-api"
  package static let primaryTasks = 4
  package static let taskDefinition = "kaigo-api:12"
  package static let hostedZone = "Z0KAIGOPUBLIC"
  package static let zoneName = "kaigo.example"
  /// Where users go.
  package static let host = "app.kaigo.example"
  /// Always the recovery region, for checks before users are sent there.
  package static let recoveryHost = "dr.kaigo.example"
  package static let privateZone = "Z0KAIGOPRIVATE"
  package static let privateZoneName = "kaigo.internal"
  /// The name by which the application knows its database.
  package static let databaseHost = "db.kaigo.internal"
  package static let recordTTLSeconds: Int64 = 60
  package static let recoverySubnetGroup = "kaigo-dr-db"
  package static let recoverySecurityGroup = "sg-0d1a2b3c4d5e6f708"
  package static let recoveryParameterGroup = "kaigo-dr-postgres15"
  package static let topic = "kaigo-oncall"
  /// In the recovery region, where a failover tells its people.
  package static let peopleTopics = ["kaigo-management", "kaigo-developers"]
  package static let webhook = "oncall"
  /// The alarms of each region, all OK.
  package static let primaryAlarms = [
    "kaigo-prod-region-api-errors", "kaigo-prod-region-db-connections", "kaigo-prod-region-canary",
    "kaigo-prod-db-connections", "kaigo-prod-tasks-running",
  ]
  package static let recoveryAlarms = ["kaigo-dr-region-api"]

  /// What the balancer of the recovery region does with requests before the disaster.
  package enum StandbyBalancer: Sendable {
    /// It leads to the service, which has no task.
    case leadsToService
    /// It shows the maintenance page until it is put into service.
    case showsMaintenance
  }

  /// - Parameters:
  ///   - now: when the story begins, in milliseconds since the epoch; everything has been there for a year, but for the
  ///     backups, which are of last night.
  ///   - timings: how long AWS takes.
  ///   - faults: what is to go wrong.
  package static func kaigo(
    now: Int64, timings: Timings = Timings(), faults: FaultPlan = FaultPlan(), seed: UInt64 = 1,
    recoveryBalancer: StandbyBalancer = .leadsToService
  ) -> SimulatedCloud {
    var estate = Estate(
      account: account, regions: [primaryRegion, recoveryRegion], timings: timings, seed: seed)
    let since = now - 365 * 86_400_000
    buildPrimary(&estate, since)
    buildRecovery(&estate, since)
    buildSurroundings(&estate, since, now: now, recoveryBalancer)
    for (region, names) in [(primaryRegion, primaryAlarms), (recoveryRegion, recoveryAlarms)] {
      estate[region: region].alarms = names.map { name in
        Alarm(
          name: name, arn: "arn:aws:cloudwatch:\(region):\(account):alarm:\(name)", state: "OK", since: since)
      }
    }
    estate.dns.put(zone())
    estate.dns.put(privateZone(estate))
    for host in [host, recoveryHost] { estate.web.put(site(host)) }
    estate.web.put(WebhookInbox(name: webhook))
    _ = estate.advance(to: now)
    return SimulatedCloud(estate: estate, faults: faults)
  }

  private static func buildPrimary(_ estate: inout Estate, _ since: Int64) {
    var settings = DatabaseSettings(
      instanceClass: "db.r6g.large", engine: "postgres", engineVersion: "15.8", allocatedStorageGiB: 200,
      masterUsername: "kaigo", databaseName: "kaigo")
    settings.isEncrypted = true
    settings.kmsKeyID = "arn:aws:kms:us-east-1:\(account):key/0a1b2c3d-0000-4000-8000-000000000001"
    settings.isMultiAZ = true
    settings.backupRetentionDays = 7
    settings.copiesTagsToSnapshots = true
    settings.isDeletionProtected = true
    settings.availabilityZone = "us-east-1a"
    settings.subnetGroup = "kaigo-prod-db"
    settings.securityGroups = [primarySecurityGroup]
    settings.parameterGroup = "kaigo-prod-postgres15"
    let place = estate.place(primaryRegion)
    let resourceID = estate.newDatabaseResourceID()
    let deployment = estate.newDeploymentID()
    estate[region: primaryRegion].databases.prepare(
      subnetGroup: SubnetGroup(
        name: "kaigo-prod-db", vpc: primaryVPC, zones: ["us-east-1a", "us-east-1b"]),
      parameterGroup: "kaigo-prod-postgres15")
    estate[region: primaryRegion].databases.put(
      DatabaseInstance(
        identifier: database, arn: place.arn(.rds, "db:\(database)"), resourceID: resourceID,
        settings: settings, tags: [ResourceTag("service", "kaigo-subsys")], lineage: database, now: since,
        creation: 0, firstBackup: 0, ending: nil))
    estate[region: primaryRegion].buildApplication(
      cluster: primaryCluster, tasks: primaryTasks, deployment: deployment, targetGroup: primaryTargetGroup, since)
  }

  private static func buildRecovery(_ estate: inout Estate, _ since: Int64) {
    let deployment = estate.newDeploymentID()
    estate[region: recoveryRegion].databases.prepare(
      subnetGroup: SubnetGroup(
        name: recoverySubnetGroup, vpc: recoveryVPC, zones: ["us-west-2a", "us-west-2b"]),
      parameterGroup: recoveryParameterGroup)
    estate[region: recoveryRegion].buildApplication(
      cluster: recoveryCluster, tasks: 0, deployment: deployment, targetGroup: recoveryTargetGroup, since)
    for name in peopleTopics {
      let topics = estate[region: recoveryRegion].topics
      estate[region: recoveryRegion].topics.put(Topic(arn: topics.arn(of: name), name: name))
    }
  }

  private static func zone() -> HostedZone {
    var zone = HostedZone(id: hostedZone, name: zoneName, callerReference: "kaigo-2025")
    for (name, balancer) in [(host, primaryLoadBalancer), (recoveryHost, recoveryLoadBalancer)] {
      zone.settle(
        RecordSet(name: name, type: "CNAME", target: .values([balancer.dnsName], ttlSeconds: recordTTLSeconds)))
    }
    return zone
  }

  private static func privateZone(_ estate: Estate) -> HostedZone {
    var zone = HostedZone(id: privateZone, name: privateZoneName, callerReference: "kaigo-private-2025")
    let endpoint = estate[region: primaryRegion].databases.instance(database)?.endpointAddress
    zone.settle(
      RecordSet(
        name: databaseHost, type: "CNAME",
        target: .values([endpoint ?? "unknown.invalid"], ttlSeconds: recordTTLSeconds)))
    return zone
  }

  private static func site(_ host: String) -> WebSite {
    let backends = [
      primaryRegion: WebSite.Backend(
        loadBalancer: primaryLoadBalancer.name, cluster: primaryCluster, service: service,
        database: database),
      recoveryRegion: WebSite.Backend(
        loadBalancer: recoveryLoadBalancer.name, cluster: recoveryCluster, service: service,
        database: database),
    ]
    return WebSite(host: host, paths: ["/health": .application(backends), "/": .application(backends)])
  }
}

extension Databases {
  fileprivate mutating func prepare(subnetGroup: SubnetGroup, parameterGroup: String) {
    subnetGroups[subnetGroup.name] = subnetGroup
    parameterGroups.insert(parameterGroup)
  }
}

extension RegionalEstate {
  fileprivate mutating func buildApplication(
    cluster name: String, tasks: Int, deployment: String, targetGroup: TargetGroup, _ since: Int64
  ) {
    containers.taskDefinitions.insert(SampleEstate.taskDefinition)
    let cluster = ContainerCluster(name: name, arn: containers.arn(ofCluster: name))
    containers.put(cluster)
    containers.put(
      ContainerService(
        name: SampleEstate.service, arn: containers.arn(ofService: SampleEstate.service, in: name),
        clusterARN: cluster.arn,
        deployment: Deployment(
          settled: deployment,
          taskDefinition: place.arn(.ecs, "task-definition/\(SampleEstate.taskDefinition)"),
          count: tasks, since: since),
        loadBalancers: [
          ContainerService.Target(
            targetGroupARN: targetGroup.arn, containerName: "api", containerPort: targetGroup.port)
        ]),
      inCluster: name)
    topics.put(Topic(arn: topics.arn(of: SampleEstate.topic), name: SampleEstate.topic))
  }
}
