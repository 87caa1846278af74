package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `ssm.parameter`: gives a parameter of Parameter Store its value, and makes it where there is none. The value is
/// absolute, so a repeat changes nothing. The parameter's description says which execution wrote it: what a newer one wrote
/// stays. A value stands in the journal, so it must be no secret, and a SecureString is left as it is.
package enum SSMParameter: ActionDefinition {
  package static let name: ActionName = "ssm.parameter"
  package static let about = "Writes a parameter of Parameter Store: an endpoint, a name, anything but a secret."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("Systems Manager"), services: ["SSM"],
    outputs: ["name", "version"], sentence: "write parameter {parameter} in {region}")
  package static let usually = Span.minutes(1)
  package static let undo = Undo.same("with the value that it had")
}

// MARK: - In an application file

extension SSMParameter {
  /// Of a parameter of the standard tier.
  private static let longestValue = 4096

  private static let parameter = Key.required(
    "parameter",
    Form<String>.awsIdentifier(
      "the name of a parameter", marks: "-_./", longest: 1011, example: "the name alone, such as `/kaigo/database`"),
    "The parameter's full name in the region where the step acts.")
  private static let value = Key.optional(
    "value", Form<String>.text(atMost: longestValue), "What it holds afterwards; no secret, for it is journaled.")
  private static let valueOf = Key.optional(
    "valueOf", LeftOutput.form, "What it holds afterwards, as an earlier step left it: `{ step: ID, output: NAME }`.")

  package static let form = Form<GivenParameters>.with(
    of: name, [.text(parameter), .text(value), .left(by: valueOf, as: value.name)],
    rules: [.exactlyOne([value.name, valueOf.name])])
}

// MARK: - Carried out

extension SSMParameter {
  private static let type = "String"

  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let name = try wanted.text(parameter.name)
    let arn = at.arn("ssm", "parameter/" + name.drop { $0 == "/" })
    return [
      PlannedCall(try look(wanted), in: at.region, on: [arn]), PlannedCall(lookAtMark(name), in: at.region),
      PlannedCall(try change(wanted, at), in: at.region, on: [arn]),
    ]
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(try look(wanted), in: at.region)
    } catch {
      guard error.code == "ssm.ParameterNotFound" else { throw error }
      return .absent
    }
    let name = try wanted.text(parameter.name)
    let present = try Present(answer, name, in: at.region)
    guard present.type == type else { return .conflict(otherType(name, present.type, at.region)) }
    guard try present.value != wanted.text(value.name) else {
      return .done(outputs: ["name": name, "version": String(present.version)], by: .unknown)
    }
    let description = try Self.description(try await at.tools.client.send(lookAtMark(name), in: at.region), name)
    guard let writer = WriteMark(at.effect).newerWriter(in: description) else { return .absent }
    return .conflict(newer(name, writer, at.region))
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    _ = try await at.tools.client.send(try change(wanted, at), in: at.region)
    return .started
  }

  /// Never decrypted: of a SecureString nothing is asked but what it is.
  private static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(
      .ssm, "GetParameter", .reads, ["Name": .text(try wanted.text(parameter.name)), "WithDecryption": false])
  }

  private static func lookAtMark(_ name: String) -> AWSCall {
    AWSCall(
      .ssm, "DescribeParameters", .reads,
      ["ParameterFilters": [["Key": "Name", "Option": "Equals", "Values": [.text(name)]]]])
  }

  private static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    AWSCall(
      .ssm, "PutParameter", .setsAbsolute,
      [
        "Name": .text(try wanted.text(parameter.name)), "Value": .text(try wanted.text(value.name)),
        "Type": .text(type), "Overwrite": true, "Description": .text(WriteMark(at.effect).text),
      ])
  }

  private struct Present {
    let type: String
    let value: String
    let version: Int64

    init(_ answer: Document, _ name: String, in region: Region) throws(CloudFault) {
      guard let parameter = answer["Parameter"], parameter["Name"]?.text == name else {
        throw .unreadable(.ssm, "says nothing of parameter \(name)")
      }
      let arn = ARN(parameter["ARN"]?.text ?? "")
      guard arn.isWellFormed, arn.service == "ssm", arn.region == region else {
        throw .unreadable(.ssm, "gives no ARN of parameter \(name) in \(region)")
      }
      guard let type = parameter["Type"]?.text, case .text(let value)? = parameter["Value"],
        let version = parameter["Version"]?.integer, version > 0
      else { throw .unreadable(.ssm, "says no type, value and version of parameter \(name)") }
      (self.type, self.value, self.version) = (type, value, version)
    }
  }

  /// Empty where it has none.
  private static func description(_ answer: Document, _ name: String) throws(CloudFault) -> String {
    guard let listed = answer.list("Parameters"), let only = listed.first, listed.count == 1,
      only["Name"]?.text == name
    else { throw .unreadable(.ssm, "does not describe parameter \(name)") }
    return only["Description"]?.text ?? ""
  }

  private static func otherType(_ name: String, _ type: String, _ region: Region) -> Failure {
    Failure(
      code: "ssm.other-type",
      message: "Parameter \(name) in \(region) is a \(type), and was left as it is: only a String is written. Name "
        + "another parameter in the plan, or write this one by hand and skip the step.", isRetriable: false)
  }

  private static func newer(_ name: String, _ writer: String, _ region: Region) -> Failure {
    Failure(
      code: "ssm.newer-value",
      message:
        "Parameter \(name) in \(region) was written by the execution \(writer), which began after this one. It was "
        + "left as it is. Skip the step if that value is right; otherwise write it by hand.", isRetriable: false)
  }
}
