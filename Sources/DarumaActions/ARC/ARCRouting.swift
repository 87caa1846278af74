package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `arc.routing`: switches routing controls of Application Recovery Controller on and off, all in one request, over the five
/// endpoints of their cluster: the data plane, which works when control planes don't. States are absolute, so a repeat
/// changes nothing; a control bears no mark of who set it. Safety rules hold, and are never overridden.
package enum ARCRouting: ActionDefinition {
  package static let name: ActionName = "arc.routing"
  package static let about = "Switches routing controls on and off, over the endpoints of their cluster."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .movesUsers, idempotency: .absolute, plane: .data("Application Recovery Controller"),
    services: ["ROUTE53APPRECOVERYCONTROLLER"], outputs: ["on", "off"],
    sentence: "switch routing controls on: {on}; off: {off}")
  package static let usually = Span.minutes(1)
  package static let undo = Undo.same("with the states that the controls had")
}

// MARK: - In an application file

extension ARCRouting {
  private static let mostEndpoints = 5
  private static let mostControls = 100

  private static let endpoints = Key.required(
    "endpoints", Form<[ClusterEndpoint]>.list(of: endpoint, count: 1...mostEndpoints).located,
    "The cluster's endpoints, each with `url` and `region`, in the order in which they are tried: all five, for one is "
      + "enough, and any may be out (`aws route53-recovery-control-config describe-cluster` names them).")
  private static let on = Key.optional(
    "on", Form<[Located<ARN>]>.list(of: Form<ARN>.arn.located, count: 1...mostControls),
    "The ARNs of routing controls that are switched on.")
  private static let off = Key.optional(
    "off", Form<[Located<ARN>]>.list(of: Form<ARN>.arn.located, count: 1...mostControls),
    "The ARNs of routing controls that are switched off.")

  private static let url = Key.required(
    "url", Form<String>.clusterEndpoint,
    "As the cluster names it: `https://….route53-recovery-cluster.REGION.amazonaws.com/v1`.")
  private static let region = Key.required(
    "region", Form<Region>.region, "Its region, which the requests are signed for.")

  private static let endpoint = Form<ClusterEndpoint>.mapping(
    KeyTable(title: "an endpoint of arc.routing", keys: [url, region])
  ) { fields in
    let (address, place) = (fields.value(url), fields.value(region))
    guard let address, let place else { return nil }
    return ClusterEndpoint(url: address, region: place)
  }

  package static let form = Form<Wanted>.mapping(
    KeyTable(
      title: "the `with` of arc.routing", keys: [endpoints, on, off], rules: [.atLeastOne([on.name, off.name])])
  ) { fields in
    let (tried, toOn, toOff) = (fields.value(endpoints), fields.value(on) ?? [], fields.value(off) ?? [])
    guard let tried else { return nil }
    check(toOn + toOff, fields.findings)
    return Wanted(
      endpoints: tried.value, on: toOn.map(\.value.rawValue), off: toOff.map(\.value.rawValue))
  }

  package struct Wanted: ActionWanted {
    var endpoints: [ClusterEndpoint]
    var on: [String]
    var off: [String]

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      [
        ARCRouting.endpoints.name: .list(
          endpoints.map { [url.name: .text($0.url), ARCRouting.region.name: .text($0.region.rawValue)] }),
        ARCRouting.on.name: Document(on), ARCRouting.off.name: Document(off),
      ]
    }

    package var claims: [Claim] {
      (on + off).map {
        Claim(key: "arc/\($0)", deed: "switch routing control \($0)", remedy: "let one application have the control")
      }
    }
  }

  private static func check(_ controls: [Located<ARN>], _ findings: Findings) {
    var seen: Set<ARN> = []
    for control in controls {
      let arn = control.value
      if arn.service != "route53-recovery-control" || !arn.resource.contains("/routingcontrol/") {
        findings.report(
          .arnOfOtherType, at: control.place, "\(quoted(arn.rawValue)) is not a routing control",
          remedy: "write `arn:aws:route53-recovery-control::ACCOUNT:controlpanel/ID/routingcontrol/ID`")
      }
      if !seen.insert(arn).inserted {
        findings.report(
          .keyConflict, at: control.place, "the routing control is named twice", remedy: "keep one of them")
      }
    }
  }
}

// MARK: - Carried out

extension ARCRouting {
  package struct Request: ActionRequest {
    var endpoints: [ClusterEndpoint]
    /// By the control's ARN whether it is to be on.
    var states: [String: Bool]

    package init(_ arguments: Arguments) throws(CloudFault) {
      endpoints = try arguments.list(ARCRouting.endpoints.name).map { item throws(CloudFault) in
        guard let address = item[url.name]?.text, let region = item[ARCRouting.region.name]?.text else {
          throw arguments.fault(ARCRouting.endpoints.name, "holds something that is no endpoint")
        }
        return ClusterEndpoint(url: address, region: Region(region))
      }
      guard !endpoints.isEmpty else { throw arguments.fault(ARCRouting.endpoints.name, "names no endpoint") }
      states = [:]
      for (key, isOn) in [(on.name, true), (off.name, false)] {
        for control in try arguments.texts(key) where states.updateValue(isOn, forKey: control) != nil {
          throw arguments.fault(key, "names a routing control twice")
        }
      }
      guard !states.isEmpty else { throw arguments.fault(on.name, "names no routing control, nor does \(off.name)") }
    }

    func names(_ isOn: Bool) -> String { states.filter { $0.value == isOn }.keys.sorted().joined(separator: ",") }
  }

  /// At the first endpoint; the others are asked the same where it does not answer.
  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let endpoint = wanted.endpoints[0]
    let controls = wanted.states.keys.sorted()
    return controls.map { PlannedCall(look(at: $0, endpoint), in: endpoint.region, on: [$0]) } + [
      PlannedCall(change(wanted, endpoint), in: endpoint.region, on: controls)
    ]
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let (_, present) = try await states(wanted, at)
    guard present == wanted.states else { return .absent }
    return .done(outputs: ["on": wanted.names(true), "off": wanted.names(false)], by: .unknown)
  }

  /// Sent to the endpoint that has just answered.
  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    let (endpoint, _) = try await states(wanted, at)
    do throws(CloudFault) {
      _ = try await at.tools.client.send(change(wanted, endpoint), in: endpoint.region)
    } catch {
      switch error.code {
      case "route53-recovery-cluster.ConflictException": throw againstRule(error)
      case "route53-recovery-cluster.EndpointTemporarilyUnavailableException": throw error.passing
      default: throw error
      }
    }
    return .started
  }

  private static func look(at control: String, _ endpoint: ClusterEndpoint) -> AWSCall {
    AWSCall(
      .recoveryCluster, "GetRoutingControlState", .reads, ["RoutingControlArn": .text(control)],
      endpoint: endpoint.url, timeout: ClusterEndpoint.timeout)
  }

  private static func change(_ wanted: Request, _ endpoint: ClusterEndpoint) -> AWSCall {
    let entries: [Document] = wanted.states.sorted { $0.key < $1.key }.map {
      ["RoutingControlArn": .text($0.key), "RoutingControlState": .text(said($0.value))]
    }
    return AWSCall(
      .recoveryCluster, "UpdateRoutingControlStates", .setsAbsolute,
      ["UpdateRoutingControlStateEntries": .list(entries)], endpoint: endpoint.url, timeout: ClusterEndpoint.timeout)
  }

  private static func said(_ isOn: Bool) -> String { isOn ? "On" : "Off" }

  /// How all of them are, by the first endpoint that says it of all.
  private static func states(
    _ wanted: Request, _ at: ActionPlace
  ) async throws(CloudFault) -> (ClusterEndpoint, [String: Bool]) {
    var last: CloudFault?
    for endpoint in wanted.endpoints {
      do throws(CloudFault) {
        return (endpoint, try await states(wanted, endpoint, at))
      } catch {
        // The next endpoint would refuse the same.
        guard error.isRetriable || error.code == Self.isOut else { throw error }
        last = error
      }
    }
    throw unreachable(wanted, last)
  }

  private static let isOut = "route53-recovery-cluster.EndpointTemporarilyUnavailableException"

  private static func states(
    _ wanted: Request, _ endpoint: ClusterEndpoint, _ at: ActionPlace
  ) async throws(CloudFault) -> [String: Bool] {
    var states: [String: Bool] = [:]
    for control in wanted.states.keys.sorted() {
      let answer = try await at.tools.client.send(look(at: control, endpoint), in: endpoint.region)
      guard answer["RoutingControlArn"]?.text == control, let state = answer["RoutingControlState"]?.text,
        let isOn = [said(true): true, said(false): false][state]
      else { throw .unreadable(.recoveryCluster, "does not say how routing control \(control) is") }
      states[control] = isOn
    }
    return states
  }

  private static func againstRule(_ fault: CloudFault) -> CloudFault {
    CloudFault(
      kind: .refused, code: "arc.safety-rule",
      message: "\(fault.message) A safety rule of the control panel does not allow these states together: nothing was "
        + "switched. Correct `on` and `off` in the plan, or switch them by hand and skip the step.", isRetriable: false)
  }

  private static func unreachable(_ wanted: Request, _ last: CloudFault?) -> CloudFault {
    CloudFault(
      kind: .unavailable, code: "arc.no-endpoint",
      message: "None of the \(wanted.endpoints.count) endpoints of the routing control cluster answers. The last said: "
        + "\(last?.message ?? "nothing"). They are asked again.", isRetriable: true)
  }
}
