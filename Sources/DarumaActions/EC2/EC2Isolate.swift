package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `ec2.isolate`: closes a security group: takes all rules from it by which anything comes in. That it has none is absolute,
/// so a repeat changes nothing. What the rules were is written into the group's tags before one is taken away, and is what the
/// step leaves in the journal: whoever opens the group again finds them in both.
///
/// Connections that stand already may go on until they are idle (VPC User Guide, "Security group connection tracking").
package enum EC2Isolate: ActionDefinition {
  package typealias Wanted = GivenParameters
  package typealias Request = Arguments

  package static let name: ActionName = "ec2.isolate"
  package static let about = "Closes a security group to all that comes in, and keeps what its rules were."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("EC2"), services: ["EC2", "VPC"],
    outputs: ["group", "rules"], sentence: "close security group {group} in {region}")
  package static let usually = Span.minutes(1)
  package static let undo = Undo.byHand(
    "give security group {group} in {region} the rules again that stand in its tags `daruma:ingress-...`, and in what the "
      + "step left as `rules`")
}

// MARK: - In an application file

extension EC2Isolate {
  private static let group = Key.required(
    "group",
    Form<String>.awsIdentifier(
      "the id of a security group", prefix: "sg-", marks: "", longest: 60, example: "an id such as `sg-0a1b2c3d`"),
    "The security group in the region where the step acts. Every machine that has it is closed off.")

  package static let form = Form<GivenParameters>.with(of: name, [.text(group)])
}

// MARK: - Carried out

extension EC2Isolate {
  /// How many tags hold the rules, and for which execution: `kaigo.20261124T034200Z.1 2`.
  private static let heading = "daruma:ingress"
  /// Of a tag's value.
  private static let longestValue = 256
  /// A thing has 50 tags at the most, and some are its own.
  private static let mostTags = 30

  static func lookAtRules(_ group: String) -> AWSCall {
    AWSCall(.ec2, "DescribeSecurityGroupRules", .reads, ["Filter": [EC2Tags.filter("group-id", [group])]])
  }

  static func lookAtGroup(_ group: String) -> AWSCall {
    AWSCall(.ec2, "DescribeSecurityGroups", .reads, ["GroupId": [.text(group)]])
  }

  static func write(_ record: [String], _ group: String, _ at: ActionPlace) -> AWSCall {
    let head = "\(owner(at)) \(record.count)"
    var tags: [Document] = [["Key": .text(heading), "Value": .text(head)]]
    for (number, text) in record.enumerated() {
      tags.append(["Key": .text("\(heading)-\(number + 1)"), "Value": .text(text)])
    }
    return AWSCall(.ec2, "CreateTags", .setsAbsolute, ["ResourceId": [.text(group)], "Tag": .list(tags)])
  }

  static func revoke(_ rules: [String], _ group: String) -> AWSCall {
    AWSCall(
      .ec2, "RevokeSecurityGroupIngress", .setsAbsolute,
      ["GroupId": .text(group), "SecurityGroupRuleId": Document(rules)])
  }

  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let id = try wanted.text(group.name)
    let own = [at.arn("ec2", "security-group/\(id)")]
    return [
      PlannedCall(lookAtRules(id), in: at.region), PlannedCall(lookAtGroup(id), in: at.region),
      // What only looking tells.
      PlannedCall(write(["RULES"], id, at), in: at.region, on: own),
      PlannedCall(revoke(["RULE"], id), in: at.region, on: own + [at.arn("ec2", "security-group-rule/*")]),
    ]
  }

  /// What lets something in.
  private struct Rule {
    var id: String
    /// `tcp=443-443=0.0.0.0/0`: protocol, ports and source, in letters that a tag takes.
    var words: String
  }

  private static func owner(_ at: ActionPlace) -> String { at.effect.execution?.rawValue ?? at.effect.id.rawValue }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let id = try wanted.text(group.name)
    guard try await rules(of: id, at).isEmpty else { return .absent }
    let record = try await record(of: id, at)
    return .done(outputs: ["group": id, "rules": record.joined(separator: " ")], by: .unknown)
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    let id = try wanted.text(group.name)
    let rules = try await rules(of: id, at)
    // Closed by another process, meanwhile.
    guard !rules.isEmpty else { return .started }
    let written = try await record(of: id, at)
    let known = Set(written.flatMap { $0.split(separator: " ").map { String($0) } })
    let present = Set(rules.map(\.words))
    guard present.isSubset(of: known) else {
      let record = try pieces(known.union(present).sorted(), of: id)
      _ = try await at.tools.client.send(write(record, id, at), in: at.region)
      return .started
    }
    do throws(CloudFault) {
      _ = try await at.tools.client.send(revoke(rules.map(\.id), id), in: at.region)
    } catch {
      // One of them is gone: looking tells which are left.
      guard error.code == "ec2.InvalidSecurityGroupRuleId.NotFound" || error.code == "ec2.InvalidPermission.NotFound"
      else { throw error }
    }
    return .started
  }

  private static func rules(of id: String, _ at: ActionPlace) async throws(CloudFault) -> [Rule] {
    var rules: [Rule] = []
    let pages = PageMarks(asked: "NextToken", answered: "nextToken")
    for described in try await at.items("securityGroupRuleSet", of: lookAtRules(id), pages) {
      guard described["groupId"]?.text == id, let name = described["securityGroupRuleId"]?.text, !name.isEmpty,
        let isEgress = described["isEgress"]?.bool
      else { throw .unreadable(.ec2, "lists a rule that is not one of security group \(id)") }
      guard !isEgress else { continue }
      let source =
        ["cidrIpv4", "cidrIpv6", "prefixListId"].compactMap { described[$0]?.text }.first
        ?? referenced(described["referencedGroupInfo"])
      guard let source, let transport = described["ipProtocol"]?.text else {
        throw .unreadable(.ec2, "makes no sense of rule \(name) of security group \(id)")
      }
      let ports = [described["fromPort"], described["toPort"]].map { $0?.text ?? "" }.joined(separator: "-")
      rules.append(Rule(id: name, words: "\(transport)=\(ports)=\(source)"))
    }
    return rules
  }

  /// `sg-1`, or `123456789012/sg-1` of another account.
  private static func referenced(_ group: Document?) -> String? {
    guard let id = group?["groupId"]?.text else { return nil }
    return group?["userId"]?.text.map { "\($0)/\(id)" } ?? id
  }

  /// What this execution wrote down, tag by tag; empty where it wrote nothing.
  private static func record(of id: String, _ at: ActionPlace) async throws(CloudFault) -> [String] {
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(lookAtGroup(id), in: at.region)
    } catch {
      guard error.code == "ec2.InvalidGroup.NotFound" else { throw error }
      throw missing(id, at.region)
    }
    guard let listed = answer.list("securityGroupInfo"), listed.count == 1, let only = listed.first,
      only["groupId"]?.text == id
    else { throw .unreadable(.ec2, "does not list security group \(id) alone") }
    let tags = try EC2Tags.read(only, of: "security group \(id)")
    let head = (tags[heading] ?? "").split(separator: " ")
    guard head.count == 2, head[0] == owner(at), let count = Int(head[1]), (1...mostTags).contains(count) else {
      return []
    }
    return try (1...count).map { number throws(CloudFault) in
      guard let text = tags["\(heading)-\(number)"] else {
        throw .unreadable(.ec2, "lacks a part of the rules in the tags of security group \(id)")
      }
      return text
    }
  }

  /// Rules as the values of tags, whole ones in each.
  private static func pieces(_ rules: [String], of id: String) throws(CloudFault) -> [String] {
    var pieces: [String] = []
    for rule in rules {
      if let last = pieces.last, last.count + 1 + rule.count <= longestValue {
        pieces[pieces.count - 1] = "\(last) \(rule)"
      } else {
        pieces.append(rule)
      }
    }
    guard pieces.count <= mostTags else {
      throw CloudFault(
        kind: .refused, code: "ec2.too-many-rules",
        message:
          "Security group \(id) has more rules than its tags can hold, so they could not be given back. Close it by hand, or "
          + "fence off its machines in another way.", isRetriable: false)
    }
    return pieces
  }

  private static func missing(_ id: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "ec2.group-missing",
      message: "There is no security group \(id) in \(region). Correct `group` in the plan.", isRetriable: false)
  }
}
