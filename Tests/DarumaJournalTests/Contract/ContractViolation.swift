/// What a log did not do.
struct ContractViolation: Error, CustomStringConvertible {
  let description: String
}

func require(_ condition: Bool, _ sentence: String) throws(ContractViolation) {
  if !condition { throw ContractViolation(description: "violated: " + sentence) }
}

/// Runs `work`, which has to be refused with a ``JournalError`` of this code.
func requireRefusal(_ code: String, _ sentence: String, _ work: () async throws -> Void) async throws {
  do {
    try await work()
  } catch let error as any CodedError {
    return try require(error.code == code, "\(sentence): refused with \(error.code) instead of \(code)")
  }
  throw ContractViolation(description: "violated: \(sentence): it went through")
}

protocol CodedError: Error { var code: String { get } }
