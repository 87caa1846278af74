/// Carries an object to the thread that is to own it and leaves no reference behind, so that it is also
/// released there: releasing a C handle may block.
final class Handover<Work: AnyObject> {
  private var work: Work?

  init(_ work: Work) {
    self.work = work
  }

  /// The object, the first time; nil from then on.
  func take() -> Work? {
    defer { work = nil }
    return work
  }
}
