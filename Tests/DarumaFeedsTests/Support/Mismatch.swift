/// A signal of another kind than the test expects.
struct Mismatch: Error, CustomStringConvertible {
  let description: String

  init(_ found: some Any) { description = "found \(found)" }
}
