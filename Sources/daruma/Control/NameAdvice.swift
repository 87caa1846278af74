import ArgumentParser
import DarumaCatalog
import DarumaCore
import DarumaJournal
import Foundation

/// Whether the names of a command are known, where a journal is at hand: a misspelt name is told before anything is sent.
enum NameAdvice {
  /// - Throws: ``Refusal``, with the name that may be meant. A journal that is not here, or can't be read now, is no reason
  ///   to hold a command back: the worker's own answer counts.
  static func check(_ command: CommandGiven, journal path: String) async throws {
    guard FileManager.default.fileExists(atPath: path), let state = try? await JournalReading.open(path).latest().state
    else { return }
    let names = state.declaredNames.map(\.rawValue).sorted()
    try check(command.application.rawValue, among: names, "application")
    guard let catalog = state.applications[command.application]?.catalog else { return }
    if let plan = command.plan { try check(plan.rawValue, among: catalog.plans.map(\.name.rawValue), "plan") }
    if let trigger = command.trigger {
      try check(trigger.rawValue, among: catalog.triggers.map(\.name.rawValue), "trigger")
    }
  }

  private static func check(_ name: String, among known: [String], _ what: String) throws {
    guard !known.contains(name) else { return }
    throw Refusal(
      word: "rejected", message: "nothing was sent: there is no \(what) \(name)",
      remedy: NearMiss.remedy(name, among: known, whatIsKnown: what))
  }
}
