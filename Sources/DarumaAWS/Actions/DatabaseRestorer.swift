internal import DarumaCore

/// Restores an RDS instance from a snapshot. RDS takes no client token, so the instance's identifier and tags
/// are what ties it to its effect.
struct DatabaseRestorer {
  let client: AWSClient

  func observe(_ wanted: RestoreDatabase, of effect: Effect) async throws(CloudFault) -> Observation {
    let mark = EffectMark(effect)
    if let instance = try await instance(wanted.identifier, in: wanted.region) {
      guard mark.isOn(instance.tags) else { return .conflict(Self.conflict(instance, in: wanted.region)) }
      return Self.judge(instance, in: wanted.region)
    }
    for identifier in wanted.earlierIdentifiers {
      guard let instance = try await instance(identifier, in: wanted.region), mark.isOn(instance.tags) else {
        continue
      }
      // One that went wrong is why there is another attempt.
      switch Self.judge(instance, in: wanted.region) {
      case .done(let outputs, let author): return .done(outputs: outputs, by: author)
      case .inProgress(let text): return .inProgress(text)
      case .absent, .conflict, .broken: continue
      }
    }
    return .absent
  }

  func act(_ wanted: RestoreDatabase, of effect: Effect) async throws(CloudFault) -> Acted {
    let request = RestoreDBInstanceFromDBSnapshot(
      instance: wanted.identifier,
      snapshot: try SnapshotReference.resolve(wanted.snapshot, in: wanted.region),
      options: wanted.options, tags: EffectMark(effect).tags)
    do throws(CloudFault) {
      _ = try await client.send(request, in: wanted.region)
      return .started
    } catch {
      switch error.code {
      // A try whose answer was lost, or someone else: observing tells which.
      case RDSFaultCode.instanceAlreadyExists: return .started
      case RDSFaultCode.snapshotNotFound: throw Self.missing(wanted, error)
      default: throw error
      }
    }
  }

  /// Nil where there is none of that name.
  private func instance(_ identifier: String, in region: Region) async throws(CloudFault) -> DBInstance? {
    do throws(CloudFault) {
      return try await client.send(DescribeDBInstances(identifier: identifier), in: region).first
    } catch {
      guard error.code == RDSFaultCode.instanceNotFound else { throw error }
      return nil
    }
  }

  /// An instance that is ours.
  private static func judge(_ instance: DBInstance, in region: Region) -> Observation {
    switch DBInstanceCondition(status: instance.status) {
    case .usable:
      guard let address = instance.address, let port = instance.port else {
        return .inProgress("\(instance.identifier) is \(instance.status), but has no endpoint yet")
      }
      return .done(outputs: outputs(instance, address, port), by: .daruma)
    case .underway:
      return .inProgress("\(instance.identifier) is \(instance.status)")
    case .stopped:
      return .broken(
        Failure(
          code: "rds.instance-stopped",
          message:
            "The restored instance \(instance.identifier) in \(region) is \(instance.status). Bring it back "
            + "to 'available' (start it, or give it more storage), then retry the step: it will be adopted.",
          isRetriable: false))
    case .lost:
      return .broken(
        Failure(
          code: "rds.restore-failed",
          message:
            "The restored instance \(instance.identifier) in \(region) is \(instance.status). Its events in "
            + "RDS name the reason. Another attempt restores into a new instance; delete this one "
            + "afterwards.",
          isRetriable: true))
    }
  }

  private static func outputs(_ instance: DBInstance, _ address: String, _ port: Int) -> [String: String] {
    var outputs = ["identifier": instance.identifier, "endpoint": address, "port": String(port)]
    outputs["arn"] = instance.arn
    return outputs
  }

  private static func conflict(_ instance: DBInstance, in region: Region) -> Failure {
    let created = instance.createdAt.map { ", created \($0)" } ?? ""
    return Failure(
      code: "rds.identifier-taken",
      message: "An RDS instance named \(instance.identifier) already exists in \(region) (\(instance.status)"
        + "\(created)), and \(EffectMark.owner(instance.tags)). It was left as it is. Rename or delete it, "
        + "then retry the step.",
      isRetriable: false)
  }

  private static func missing(_ wanted: RestoreDatabase, _ fault: CloudFault) -> CloudFault {
    CloudFault(
      kind: .refused, code: fault.code,
      message:
        "\(fault.message) The snapshot \(wanted.snapshot) does not exist in \(wanted.region), or this "
        + "account may not see it: it was deleted, has expired, or its copy never finished. Choose another "
        + "recovery point (`daruma status` lists them) and start again.",
      isRetriable: false)
  }
}
