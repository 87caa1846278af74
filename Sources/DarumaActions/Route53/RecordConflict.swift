internal import DarumaAWS
internal import DarumaCore

/// Record sets that an UPSERT would fail on, or would stand beside without taking over the traffic.
enum RecordConflict {
  /// - Parameter recordSets: all of the wanted name.
  static func find(_ recordSets: [ResourceRecordSet], _ wanted: Route53Switch.Request) -> Failure? {
    for present in recordSets {
      let hinders =
        if present.type == wanted.type.rawValue {
          !isReplaceable(present.routing, by: wanted.target)
        } else {
          // A name with a CNAME has nothing else (RFC 1034, section 3.6.2).
          present.type == "CNAME" || wanted.type == .cname
        }
      if hinders { return failure(present, wanted) }
    }
    return nil
  }

  private static func isReplaceable(
    _ routing: ResourceRecordSet.Routing, by target: ChangeResourceRecordSets.Target
  ) -> Bool {
    switch (routing, target) {
    case (.simple, .values), (.simple, .alias), (.alias, .alias): true
    case (.alias, .values), (.policy, _), (.trafficPolicy, _): false
    }
  }

  private static func failure(_ present: ResourceRecordSet, _ wanted: Route53Switch.Request) -> Failure {
    let what =
      switch present.routing {
      case .simple: "a record of type \(present.type), which can't stand beside a \(wanted.type.rawValue)"
      case .alias(let target): "an alias of type \(present.type) to \(target.name)"
      case .policy(let policy): "a record of type \(present.type) with \(policy) routing"
      case .trafficPolicy: "a record of type \(present.type) that a traffic policy manages"
      }
    return Failure(
      code: "route53.other-record",
      message:
        "\(wanted.name) in zone \(wanted.zone) has \(what). It was left as it is: replacing it would lose "
        + "its settings. Switch it in its own form, or remove it, then retry the step.",
      isRetriable: false)
  }
}
