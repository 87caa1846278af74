/// A parameter of Parameter Store.
package struct StoredParameter: Sendable, Equatable {
  package let name: String
  package let arn: String
  /// `String`, `StringList`, `SecureString`.
  package let type: String
  package internal(set) var value: String
  package internal(set) var description: String?
  /// Counts from 1 with every write.
  package internal(set) var version: Int64
  /// Milliseconds since the epoch.
  package internal(set) var changedAt: Int64

  package init(name: String, arn: String, type: String, value: String, description: String? = nil, changedAt: Int64) {
    self.name = name
    self.arn = arn
    self.type = type
    self.value = value
    self.description = description
    version = 1
    self.changedAt = changedAt
  }
}

/// Parameter Store in one region.
package struct ParameterStore: Sendable {
  package let place: Place
  /// By name.
  package private(set) var parameters: [String: StoredParameter] = [:]
  /// Most parameters of the standard tier.
  package var quota = 10_000

  init(place: Place) {
    self.place = place
  }

  package mutating func put(_ parameter: StoredParameter) { parameters[parameter.name] = parameter }

  /// A name that begins with a slash goes into the ARN as it is.
  package func arn(of name: String) -> String {
    place.arn(.ssm, name.hasPrefix("/") ? "parameter\(name)" : "parameter/\(name)")
  }
}
