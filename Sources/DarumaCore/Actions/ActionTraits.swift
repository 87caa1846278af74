/// What an action is, as far as decisions depend on it. The core knows these, and never an action by its name; they are
/// journaled with the plan, so that a journal can be replayed by a version that knows the action no longer.
package struct ActionTraits: Codable, Hashable, Sendable {
  /// What it does to the world.
  package enum Nature: String, Codable, Hashable, Sendable, CaseIterable {
    /// Only looks.
    case looks
    /// Tells people something, over the channels in its parameter `channels`.
    case tells
    /// Makes something that was not there.
    case creates
    /// Makes the resource that its step names anew, and not from a recovery point.
    case remakes
    /// Changes what is there.
    case changes
    /// Leads users and writes elsewhere.
    case movesUsers
    /// Takes away what was there.
    case destroys
  }

  /// How a repeat is known for what it is.
  package enum Idempotency: String, Codable, Hashable, Sendable, CaseIterable {
    /// What it makes bears a name that is the same in every repeat.
    case named
    /// The service takes a token.
    case token
    /// It says how things are to be, so that a repeat changes nothing.
    case absolute
    /// By nothing: it is done once and observed, or done at least once.
    case none
  }

  /// What has to work for it to be carried out (AWS Fault Isolation Boundaries).
  package enum Plane: Codable, Hashable, Sendable {
    /// The control plane of this service in the region where the step acts: `RDS`.
    case control(String)
    /// The data plane of this service, which goes on when the control plane is down.
    case data(String)
    /// A control plane that serves every region of a partition from one.
    case global(String)
    /// Whatever stands behind the addresses in its parameters.
    case addresses
  }

  package var nature: Nature
  package var idempotency: Idempotency
  package var plane: Plane
  /// What it restores; nil where it restores nothing.
  package var restores: RestoreTrait?
  /// How far it proves what was restored; nil where it proves nothing.
  package var proves: Usability?
  /// Codes of the services that carry it out, as health notices name them: `ECS`, `FARGATE`.
  package var services: [String]
  /// What it leaves for later steps: `endpoint`.
  package var outputs: [String]
  /// What it does, for people, with its parameters in braces: `restore {identifier} from {point} in {region}`.
  package var sentence: String

  package init(
    nature: Nature, idempotency: Idempotency, plane: Plane, restores: RestoreTrait? = nil, proves: Usability? = nil,
    services: [String] = [], outputs: [String] = [], sentence: String
  ) {
    self.nature = nature
    self.idempotency = idempotency
    self.plane = plane
    self.restores = restores
    self.proves = proves
    self.services = services
    self.outputs = outputs
    self.sentence = sentence
  }
}

extension ActionTraits {
  private enum CodingKeys: String, CodingKey {
    case nature, idempotency, plane, restores, proves, services
    case outputs = "leaves"
    case sentence
  }

  /// Whether doing it changes something outside that users or data depend on.
  package var changesOutside: Bool {
    switch nature {
    case .creates, .remakes, .changes, .movesUsers, .destroys: true
    case .looks, .tells: false
    }
  }

  /// Whether it is seen and done in the application's own account. A topic's ARN names its account by itself, and people
  /// have to hear that the credentials are wrong.
  package var concernsAccount: Bool { plane != .addresses }

  /// Whether users and writes go elsewhere after it, whether or not the file calls it a cut-over.
  package var movesUsers: Bool { nature == .movesUsers }

  /// Whether it brings data or users over: who goes on without it has not recovered.
  package var bringsOver: Bool { movesUsers || restores != nil }
}

extension ActionTraits.Plane {
  private enum Key: String, CodingKey { case control, data, global, addresses }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let key = try container.onlyKey()
    self =
      switch key {
      case .control: .control(try container.decode(String.self, forKey: key))
      case .data: .data(try container.decode(String.self, forKey: key))
      case .global: .global(try container.decode(String.self, forKey: key))
      case .addresses: .addresses
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .control(let service): try container.encode(service, forKey: .control)
    case .data(let service): try container.encode(service, forKey: .data)
    case .global(let service): try container.encode(service, forKey: .global)
    case .addresses: try container.encode(true, forKey: .addresses)
    }
  }
}
