/// One operation of the cloud's interface, with its arguments. Both faces (in process and HTTP) build the
/// same values and hand them to ``SimulatedCloud/call(_:in:now:)``; nothing else reaches the model.
package protocol CloudOperation: Sendable {
  associatedtype Output: Sendable

  static var service: CloudService { get }
  /// The operation's name as AWS spells it, for example `RestoreDBInstanceFromDBSnapshot`.
  static var name: String { get }
  /// Whether it changes the estate, or only describes it.
  static var isChange: Bool { get }

  /// The arguments as the call log keeps them.
  var parameters: [String: String] { get }

  /// ARNs of the regional resources in `output`: what a `forget` fault makes invisible.
  func subjects(of output: Output) -> [String]

  /// Carries the operation out.
  ///
  /// - Throws: ``CloudError`` as AWS would answer; the estate is then unchanged.
  func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output
}

extension CloudOperation {
  package func subjects(of output: Output) -> [String] { [] }
}

/// Where and when an operation runs, and what a fault has ordered for what it creates.
package struct CallContext: Sendable {
  package let region: String
  /// Milliseconds since the epoch.
  package let now: Int64
  /// How the resource created by this call is to end; nil: well.
  package let ending: BadEnding?
}
