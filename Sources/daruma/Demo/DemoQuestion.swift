import Dispatch

/// Reads the answer on a thread of its own: reading blocks.
enum DemoQuestion {
  private static let queue = DispatchQueue(label: "daruma.demo.question")

  static func ask() async -> Bool {
    Terminal.output.line(Terminal.output.styled("  Approve? Type yes, or anything else to deny:", .bold))
    return await withCheckedContinuation { continuation in
      queue.async {
        continuation.resume(returning: ["y", "yes"].contains(readLine()?.lowercased() ?? ""))
      }
    }
  }
}
