package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// An action that is two calls of AWS: one that looks, and one that changes. Most are.
package protocol CalledAction: ActionDefinition where Wanted == GivenParameters, Request == Arguments {
  static var parameters: [Parameter] { get }

  /// What its keys demand of each other.
  static var rules: [KeyRule] { get }

  /// Reports what the keys' forms and rules can't tell.
  static func check(_ given: GivenParameters, in setting: ActionSetting, _ findings: Findings)

  /// Asks how things are.
  static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall

  /// ARNs that the permission to change is bound to; `*` where the service knows no narrower word.
  static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String]

  /// What the change needs to be allowed beside its own operation: to pass a role, to use a key.
  static func furtherPermissions(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [Permission]

  /// What the answer means. It must be about what was asked for: an answer about anything else proves nothing.
  static func judge(_ answer: Document, _ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> Observation

  static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall

  /// Codes of faults by which the look says that it is not there: `rds.DBInstanceNotFound`.
  static var saysAbsent: Set<String> { get }

  /// Codes of faults by which the change says that an earlier try did it, or somebody else: looking tells which.
  static var saysRepeated: Set<String> { get }

  /// What a fault of either call means, where the action knows more than the service says: what is in the way for a
  /// moment is asked again, what is missing can be mended. As it is without it.
  static func explain(_ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> CloudFault
}

extension CalledAction {
  package static var saysAbsent: Set<String> { [] }
  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] { ["*"] }
  package static func furtherPermissions(
    _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> [Permission] { [] }
  package static var saysRepeated: Set<String> { [] }
  package static func explain(
    _ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> CloudFault { fault }
  package static var rules: [KeyRule] { [] }
  package static func check(_ given: GivenParameters, in setting: ActionSetting, _ findings: Findings) {}
  package static var form: Form<GivenParameters> {
    .with(of: name, parameters, rules: rules) { check($0, in: $1, $2) }
  }

  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let look = PlannedCall(try look(wanted), in: at.region)
    guard traits.changesOutside else { return [look] }
    return [
      look,
      PlannedCall(
        try change(wanted, at), in: at.region, on: try changed(wanted, at),
        if: traits.nature == .creates ? at.marked : nil, and: try furtherPermissions(wanted, at)),
    ]
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(try look(wanted), in: at.region)
    } catch {
      guard saysAbsent.contains(error.code) else { throw try explain(error, wanted, at) }
      return .absent
    }
    return try judge(answer, wanted, at)
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    do throws(CloudFault) {
      _ = try await at.tools.client.send(try change(wanted, at), in: at.region)
    } catch {
      guard saysRepeated.contains(error.code) else { throw try explain(error, wanted, at) }
    }
    return .started
  }
}

extension Arguments: ActionRequest {
  package init(_ arguments: Arguments) { self = arguments }
}

extension CloudFault {
  /// The same, of what is in the way for a moment alone: it is asked again.
  var passing: CloudFault {
    var fault = self
    fault.isRetriable = true
    return fault
  }

  /// An answer that does not say what was asked for: nothing follows from it, and it is asked again.
  static func unreadable(_ service: AWSService, _ reason: String) -> CloudFault {
    CloudFault(
      kind: .unintelligible, code: "\(service.endpointPrefix).UnreadableAnswer",
      message: "\(service.name) answered, and \(reason). It is asked again.", isRetriable: true)
  }
}
