/// `??` rethrows `any Error`, so that a function with typed throws cannot say `try first ?? second()`. These
/// can: `try first.or(second())`.
extension Optional {
  func or(_ fallback: @autoclosure () throws(Problem) -> Wrapped) throws(Problem) -> Wrapped {
    if let self { return self }
    return try fallback()
  }

  func orMaybe(_ fallback: @autoclosure () throws(Problem) -> Wrapped?) throws(Problem) -> Wrapped? {
    if let self { return self }
    return try fallback()
  }
}
