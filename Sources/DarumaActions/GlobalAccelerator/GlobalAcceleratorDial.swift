package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `globalaccelerator.dial`: gives an endpoint group its share of the traffic, and waits until the accelerator has it
/// everywhere. The dial is absolute, so a repeat changes nothing; a group bears no mark of who set it. Never is the last
/// group of a listener turned off.
package enum GlobalAcceleratorDial: ActionDefinition {
  package static let name: ActionName = "globalaccelerator.dial"
  package static let about = "Gives an endpoint group of Global Accelerator its share of the traffic."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .movesUsers, idempotency: .absolute, plane: .global("Global Accelerator"), services: ["GLOBALACCELERATOR"],
    outputs: ["percentage"], sentence: "turn the dial of {endpointGroup} to {percentage} percent")
  package static let usually = Span.minutes(5)
  package static let undo = Undo.same("with the share that it had")
}

// MARK: - In an application file

extension GlobalAcceleratorDial {
  private static let endpointGroup = Key.required(
    "endpointGroup", Form<ARN>.arn.located, "The ARN of the endpoint group.")
  private static let percentage = Key.required(
    "percentage", Form<Int>.count(0...100), "Its share, in percent of the traffic that would come to its region.")

  package static let form = Form<Wanted>.mapping(
    KeyTable(title: "the `with` of globalaccelerator.dial", keys: [endpointGroup, percentage])
  ) { fields in
    let (group, percent) = (fields.value(endpointGroup), fields.value(percentage))
    guard let group, let percent else { return nil }
    guard listener(of: group.value) != nil else {
      fields.findings.report(
        .arnOfOtherType, at: group.place, "\(quoted(group.value.rawValue)) is not an endpoint group",
        remedy: "write `arn:aws:globalaccelerator::ACCOUNT:accelerator/ID/listener/ID/endpoint-group/ID`")
      return nil
    }
    return Wanted(endpointGroup: group.value, percentage: percent)
  }

  package struct Wanted: ActionWanted {
    var endpointGroup: ARN
    var percentage: Int

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      [
        GlobalAcceleratorDial.endpointGroup.name: .text(endpointGroup.rawValue),
        GlobalAcceleratorDial.percentage.name: Document(percentage),
      ]
    }

    package var claims: [Claim] {
      [
        Claim(
          key: "globalaccelerator/\(endpointGroup)", deed: "turn the dial of \(endpointGroup)",
          remedy: "let one application have the endpoint group")
      ]
    }
  }

  /// Accelerator and listener of an endpoint group; nil for what is none.
  private static func listener(of group: ARN) -> (accelerator: String, listener: String)? {
    let parts = group.rawValue.split(separator: "/").map(String.init)
    guard group.service == "globalaccelerator", parts.count == 6, group.resourceType == "accelerator",
      parts[2] == "listener", parts[4] == "endpoint-group"
    else { return nil }
    return (parts[..<2].joined(separator: "/"), parts[..<4].joined(separator: "/"))
  }
}

// MARK: - Carried out

extension GlobalAcceleratorDial {
  package struct Request: ActionRequest {
    var group: String
    var listener: String
    var accelerator: String
    var percentage: Int

    package init(_ arguments: Arguments) throws(CloudFault) {
      group = try arguments.text(endpointGroup.name)
      guard let above = GlobalAcceleratorDial.listener(of: ARN(group)) else {
        throw arguments.fault(endpointGroup.name, "is no endpoint group")
      }
      (accelerator, listener) = above
      percentage = try arguments.integer(GlobalAcceleratorDial.percentage.name)
      guard (0...100).contains(percentage) else {
        throw arguments.fault(GlobalAcceleratorDial.percentage.name, "is no share in percent")
      }
    }
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    [
      PlannedCall(look(wanted), in: at.region, on: [wanted.listener]),
      PlannedCall(lookAtAccelerator(wanted), in: at.region, on: [wanted.accelerator]),
      PlannedCall(change(wanted), in: at.region, on: [wanted.group]),
    ]
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let dials = try await dials(wanted, at)
    if let failure = nobodyServed(dials, wanted) { return .conflict(failure) }
    guard dials[wanted.group] == Double(wanted.percentage) else { return .absent }
    let answer = try await at.tools.client.send(lookAtAccelerator(wanted), in: at.region)
    guard answer["Accelerator"]?["AcceleratorArn"]?.text == wanted.accelerator,
      let status = answer["Accelerator"]?["Status"]?.text
    else { throw .unreadable(.globalAccelerator, "says nothing of \(wanted.accelerator)") }
    switch status {
    case "DEPLOYED": return .done(outputs: ["percentage": String(wanted.percentage)], by: .unknown)
    case "IN_PROGRESS": return .inProgress("the dial is turned; Global Accelerator is passing it on to its edges")
    default: throw .unreadable(.globalAccelerator, "names no known status of \(wanted.accelerator)")
    }
  }

  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    if let failure = nobodyServed(try await dials(wanted, at), wanted) {
      throw CloudFault(kind: .refused, code: failure.code, message: failure.message, isRetriable: false)
    }
    _ = try await at.tools.client.send(change(wanted), in: at.region)
    return .started
  }

  private static func look(_ wanted: Request) -> AWSCall {
    AWSCall(
      .globalAccelerator, "ListEndpointGroups", .reads,
      ["ListenerArn": .text(wanted.listener), "MaxResults": Document(mostGroups)])
  }

  private static func lookAtAccelerator(_ wanted: Request) -> AWSCall {
    AWSCall(.globalAccelerator, "DescribeAccelerator", .reads, ["AcceleratorArn": .text(wanted.accelerator)])
  }

  private static func change(_ wanted: Request) -> AWSCall {
    AWSCall(
      .globalAccelerator, "UpdateEndpointGroup", .setsAbsolute,
      ["EndpointGroupArn": .text(wanted.group), "TrafficDialPercentage": Document(wanted.percentage)])
  }

  /// Of one listener: one a region, and there are fewer regions.
  private static let mostGroups = 100

  /// By endpoint group of the listener its dial.
  private static func dials(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> [String: Double] {
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(look(wanted), in: at.region)
    } catch {
      guard error.code == "globalaccelerator.ListenerNotFoundException" else { throw error }
      throw missing(wanted)
    }
    guard let groups = answer.list("EndpointGroups"), answer["NextToken"] == nil else {
      throw .unreadable(.globalAccelerator, "does not list the endpoint groups of \(wanted.listener)")
    }
    var dials: [String: Double] = [:]
    for group in groups {
      guard let arn = group["EndpointGroupArn"]?.text, arn.hasPrefix(wanted.listener + "/"),
        let dial = group["TrafficDialPercentage"].flatMap(percent)
      else { throw .unreadable(.globalAccelerator, "makes no sense of the endpoint groups of \(wanted.listener)") }
      dials[arn] = dial
    }
    guard dials[wanted.group] != nil else { throw missing(wanted) }
    return dials
  }

  private static func percent(_ dial: Document) -> Double? {
    switch dial {
    case .decimal(let number): number
    case .integer(let number): Double(number)
    case .null, .bool, .text, .list, .object: nil
    }
  }

  private static func nobodyServed(_ dials: [String: Double], _ wanted: Request) -> Failure? {
    guard wanted.percentage == 0, dials.allSatisfy({ $0.key == wanted.group || $0.value == 0 }) else { return nil }
    return Failure(
      code: "globalaccelerator.nobody-served",
      message:
        "With \(wanted.group) at 0 percent no endpoint group of its listener would serve anybody. It was left as it "
        + "is. Turn another group of the listener on first, then retry the step.", isRetriable: false)
  }

  private static func missing(_ wanted: Request) -> CloudFault {
    CloudFault(
      kind: .refused, code: "globalaccelerator.group-missing",
      message: "There is no endpoint group \(wanted.group). Create it, or correct `endpointGroup` in the plan.",
      isRetriable: false)
  }
}
