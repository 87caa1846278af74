/// The running tasks of a deployment while their number moves from one value to another: the first change
/// comes after a while, the others follow one by one. A number that stays is a ramp from itself to itself.
struct TaskRamp: Sendable, Equatable {
  let from: Int
  let to: Int
  /// When the first task has started or stopped, in milliseconds since the epoch.
  let firstAt: Int64
  /// Milliseconds between one task and the next.
  let step: Int64

  init(from: Int, to: Int, firstAt: Int64, step: Int64) {
    self.from = from
    self.to = to
    self.firstAt = firstAt
    self.step = step
  }

  /// - Parameter now: when the order was given.
  init(from: Int, to: Int, ordered now: Int64, _ timings: Timings) {
    let first = to > from ? timings.firstTask : timings.taskStop
    self.init(from: from, to: to, firstAt: now + first, step: timings.nextTask)
  }

  static func level(_ count: Int) -> TaskRamp {
    TaskRamp(from: count, to: count, firstAt: .min, step: 0)
  }

  func running(at now: Int64) -> Int {
    guard now >= firstAt, from != to else { return from }
    let changes = step > 0 ? 1 + min((now - firstAt) / step, Int64(abs(to - from))) : Int64(abs(to - from))
    let bounded = min(Int(changes), abs(to - from))
    return to > from ? from + bounded : from - bounded
  }

  /// When the number wanted is reached.
  var doneAt: Int64 {
    from == to ? firstAt : firstAt + step * Int64(abs(to - from) - 1)
  }

  /// When each task that has started by `now` has done so, the first one first; none while tasks stop.
  func starts(by now: Int64) -> [Int64] {
    guard to > from else { return [] }
    return (0..<max(0, running(at: now) - from)).map { firstAt + step * Int64($0) }
  }
}
