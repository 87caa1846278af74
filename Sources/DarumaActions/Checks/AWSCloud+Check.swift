internal import DarumaAWS
package import DarumaCore

extension AWSCloud {
  private static let target = "what it acts on"

  /// Whether the step of `item` would succeed in `run`, as far as looking can tell. Nothing is changed.
  package func check(_ item: DryRun.Item, of run: DryRun) async -> [CheckFinding] {
    await check(item.effect, isWhole: item.isWhole, mayBeMadeBefore: run.mayBeMade(before: item.step))
  }

  /// Whether `effect` would succeed, as far as looking can tell: what it would change, and everything that it needs. Nothing
  /// is changed.
  ///
  /// - Parameters:
  ///   - isWhole: Whether all of it is known before the plan begins.
  ///   - mayBeMadeBefore: Whether what is missing may be what an earlier step makes.
  package func check(
    _ effect: Effect, isWhole: Bool = true, mayBeMadeBefore: Bool = false
  ) async -> [CheckFinding] {
    do throws(CloudFault) {
      let definition = try ActionCatalog.definition(of: effect.action)
      return await [target(of: effect, isWhole: isWhole, mayBeMadeBefore)]
        + needs(of: effect, by: definition, isWhole: isWhole)
    } catch {
      return [CheckFinding(.unmet, "the action", error.message, code: error.code)]
    }
  }

  private func target(of effect: Effect, isWhole: Bool, _ mayBeMadeBefore: Bool) async -> CheckFinding {
    let subject = Self.target
    guard isWhole else {
      return CheckFinding(.later, subject, "is known only once an earlier step or a recovery point is")
    }
    // Nobody can be asked what a message would find.
    guard effect.action.traits.nature != .tells else { return CheckFinding(.met, subject, "nothing to look at") }
    if let awaited = effect.action.awaits {
      return CheckFinding(.met, subject, "nothing to look at: it needs \(awaited.needs)")
    }
    do throws(CloudFault) {
      switch try await observe(effect) {
      case .absent: return CheckFinding(.met, subject, "can be looked at, and is not yet as wanted")
      // Nothing tells that it is what the plan means.
      case .done(_, .usOr(let failure)): return CheckFinding(.unmet, subject, failure.message, code: failure.code)
      case .done: return CheckFinding(.met, subject, "is as wanted already")
      case .inProgress(let text):
        // What only looks may wait for what earlier steps do.
        return CheckFinding(effect.action.traits.nature == .looks ? .later : .met, subject, text)
      case .conflict(let failure), .broken(let failure):
        return CheckFinding(.unmet, subject, failure.message, code: failure.code)
      }
    } catch {
      var finding = CheckFinding(fault: error, subject)
      if finding.verdict == .unmet, mayBeMadeBefore, !error.isPermissionMissing { finding.verdict = .later }
      return finding
    }
  }

  private func needs<Definition: ActionDefinition>(
    of effect: Effect, by definition: Definition.Type, isWhole: Bool
  ) async -> [CheckFinding] {
    let place = ActionPlace(effect: effect, tools: tools)
    let preconditions: [Precondition]
    do throws(CloudFault) {
      preconditions = try definition.preconditions(try Definition.Request(Arguments(effect.action)), place)
    } catch {
      return [CheckFinding(isWhole ? .unmet : .later, "its request", error.message, code: error.code)]
    }
    var findings: [CheckFinding] = []
    for precondition in preconditions where !precondition.waitsForEarlierSteps {
      findings.append(await look(at: precondition, in: place.region))
    }
    return findings
  }

  private func look(at precondition: Precondition, in region: Region) async -> CheckFinding {
    let subject = precondition.subject
    do throws(CloudFault) {
      switch precondition.judge(try await tools.client.send(precondition.call, in: region)) {
      case .met: return CheckFinding(.met, subject, "is there")
      case .unmet(let reason): return CheckFinding(.unmet, subject, reason, remedy: precondition.remedy)
      case .unclear(let reason): return CheckFinding(.unseen, subject, reason)
      }
    } catch {
      if precondition.saysMissing.contains(error.code) {
        return CheckFinding(.unmet, subject, "does not exist in \(region)", remedy: precondition.remedy)
      }
      var finding = CheckFinding(fault: error, subject)
      // Who may not look may do all the same.
      if error.isPermissionMissing {
        finding.verdict = .unseen
        finding.remedy =
          "allow `\(precondition.call.permission)` to the worker (`daruma plan --iam-policy` prints the policy)"
      }
      return finding
    }
  }
}
