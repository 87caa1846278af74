import DarumaCore

/// The steps of a plan and which come before which. Steps are known by their index in the plan; names that
/// don't exist are left out, and of two steps with one id the first counts.
struct StepGraph {
  let steps: [StepDraft]
  /// Whether every `after` is understood. Where not, a step may come after more than the graph tells, and
  /// nobody should be told that it does not.
  let isOrderKnown: Bool
  /// For each step, the indices of the steps right before it, in the order of its `after`.
  private let before: [[(index: Int, place: Place)]]

  init(_ steps: [StepDraft]) {
    self.steps = steps
    var index: [StepID: Int] = [:]
    for (position, step) in steps.enumerated() {
      if let id = step.id?.value, index[id] == nil { index[id] = position }
    }
    isOrderKnown = steps.allSatisfy { step in
      step.isOrderKnown && step.after.allSatisfy { index[$0.value] != nil }
    }
    before = steps.map { step in
      step.after.compactMap { id in index[id.value].map { ($0, id.place) } }
    }
  }

  func index(of id: StepID) -> Int? { steps.firstIndex { $0.id?.value == id } }

  /// All steps that must be done before this one.
  func ancestors(of step: Int) -> Set<Int> {
    var found: Set<Int> = []
    var waiting = before[step].map(\.index)
    while let next = waiting.popLast() {
      if found.insert(next).inserted { waiting.append(contentsOf: before[next].map(\.index)) }
    }
    return found
  }

  /// The longest way from the beginning through all that comes before a step, and through it; nil where the time of one
  /// is not known. The plan has no cycles.
  func longestWay(to step: Int, _ time: (StepDraft) -> Span?) -> Span? {
    var known: [Int: Span] = [:]
    func end(of step: Int) -> Span? {
      if let end = known[step] { return end }
      var begin = Span.zero
      for (index, _) in before[step] {
        guard let end = end(of: index) else { return nil }
        begin = max(begin, end)
      }
      guard let time = time(steps[step]) else { return nil }
      known[step] = begin + time
      return begin + time
    }
    return end(of: step)
  }

  /// Whether users have been led to the recovery region by then. A step beside the cut-over is not after it:
  /// it may run first, and hold everything up.
  func isAfterCutOver(_ step: Int) -> Bool { ancestors(of: step).contains { steps[$0].cutOver } }

  /// A way from a step back to itself, and the item of `after` that closes it.
  struct Cycle {
    var path: [Int]
    var place: Place
  }

  /// One cycle for each that a walk in the order of the plan runs into; empty where the plan can be carried
  /// out.
  func cycles() -> [Cycle] {
    var walk = Walk(before: before)
    for step in steps.indices { walk.visit(step) }
    return walk.cycles
  }

  private struct Walk {
    let before: [[(index: Int, place: Place)]]
    var cycles: [Cycle] = []
    private var path: [Int] = []
    private var done: Set<Int> = []

    init(before: [[(index: Int, place: Place)]]) { self.before = before }

    /// Recursive; a plan's steps, and with them the depth, are limited.
    mutating func visit(_ step: Int) {
      guard !done.contains(step) else { return }
      path.append(step)
      for (next, place) in before[step] {
        if let start = path.firstIndex(of: next) {
          cycles.append(Cycle(path: Array(path[start...]) + [next], place: place))
        } else {
          visit(next)
        }
      }
      path.removeLast()
      done.insert(step)
    }
  }
}
