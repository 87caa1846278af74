internal import DarumaAWS
package import DarumaCore

extension AWSCloud {
  /// Whether `effect` would succeed, as far as looking can tell: what it would change, and everything that it needs. Nothing
  /// is changed.
  package func check(_ effect: Effect) async -> [CheckFinding] {
    do throws(CloudFault) {
      let definition = try ActionCatalog.definition(of: effect.action)
      return await [target(of: effect)] + needs(of: effect, by: definition)
    } catch {
      return [CheckFinding(.unmet, "the action", error.message)]
    }
  }

  private func target(of effect: Effect) async -> CheckFinding {
    let subject = "what it acts on"
    // Nobody can be asked what a message would find.
    guard effect.action.traits.nature != .tells else { return CheckFinding(.met, subject, "nothing to look at") }
    do throws(CloudFault) {
      switch try await observe(effect) {
      case .absent: return CheckFinding(.met, subject, "can be looked at, and is not yet as wanted")
      // Nothing tells that it is what the plan means.
      case .done(_, .usOr(let failure)): return CheckFinding(.unmet, subject, failure.message)
      case .done: return CheckFinding(.met, subject, "is as wanted already")
      case .inProgress(let text):
        // What only looks may wait for what earlier steps do.
        return CheckFinding(effect.action.traits.nature == .looks ? .unseen : .met, subject, text)
      case .conflict(let failure), .broken(let failure): return CheckFinding(.unmet, subject, failure.message)
      }
    } catch {
      return CheckFinding(fault: error, subject)
    }
  }

  private func needs<Definition: ActionDefinition>(
    of effect: Effect, by definition: Definition.Type
  ) async -> [CheckFinding] {
    let place = ActionPlace(effect: effect, tools: tools)
    let preconditions: [Precondition]
    do throws(CloudFault) {
      preconditions = try definition.preconditions(try Definition.Request(Arguments(effect.action)), place)
    } catch {
      return [CheckFinding(.unmet, "its request", error.message)]
    }
    var findings: [CheckFinding] = []
    for precondition in preconditions { findings.append(await look(at: precondition, in: place.region)) }
    return findings
  }

  private func look(at precondition: Precondition, in region: Region) async -> CheckFinding {
    do throws(CloudFault) {
      let answer = try await tools.client.send(precondition.call, in: region)
      guard let reason = precondition.unmet(answer) else { return CheckFinding(.met, precondition.subject, "is there") }
      return CheckFinding(.unmet, precondition.subject, reason, remedy: precondition.remedy)
    } catch {
      guard precondition.saysMissing.contains(error.code) else {
        return CheckFinding(fault: error, precondition.subject)
      }
      return CheckFinding(.unmet, precondition.subject, "does not exist in \(region)", remedy: precondition.remedy)
    }
  }
}

extension CheckFinding {
  /// A refusal tells that it would be refused; any other fault tells nothing.
  init(fault: CloudFault, _ subject: String) {
    self.init(fault.kind == .refused && !fault.isRetriable ? .unmet : .unseen, subject, fault.message)
  }
}
