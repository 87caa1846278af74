import DarumaCore

/// A plan's steps can be put in an order.
enum GraphCheck {
  static func run(on graph: StepGraph, _ findings: Findings) {
    for cycle in graph.cycles() {
      let names = cycle.path.map { quoted(graph.steps[$0].id?.value.rawValue ?? "?") }
      findings.report(
        .cycle, at: cycle.place, "these steps wait for each other: \(names.joined(separator: " after "))",
        remedy: names.count == 2
          ? "take the step out of its own `after`" : "strike one of these waits from `after`")
    }
  }
}
