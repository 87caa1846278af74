import Testing

@testable import DarumaCore

@Suite("Where a file lists operators, only they command, and each what his roles allow")
struct CommandAuthorityTests {
  private static let hanako = Operator(name: "Hanako Sato", roles: ["management"], key: "key-hanako")
  private static let yuki = Operator(name: "yuki", roles: ["developers"], key: "key-yuki")

  private static let application = Application.kaigo.changed { $0.operators = [hanako, yuki] }

  /// With a check that takes `signed TEXT by KEY` for a signature.
  private static let machine = Machine(
    isRightSignature: { signature, text, key in signature == "signed \(text) by \(key)" },
    digest: { _ in "digest" })

  private static func begun() -> ApplicationState {
    var state = ApplicationState(name: application.name)
    for input in [.declared(application, digest: "d1"), .readiness(.current)] as [Machine.Input] {
      for event in machine.decide(state, input, at: .at("03:00")) { state.apply(event) }
    }
    return state
  }

  /// - Returns: Why it is refused; nil where it is done.
  private static func refusal(
    of command: CommandGiven, key: String?, _ state: ApplicationState = begun(), altered: Bool = false
  ) throws -> String? {
    var command = command
    let text = "text of \(command.command.rawValue)"
    command.text = altered ? text + "!" : text
    command.signature = key.map { "signed \(text) by \($0)" }
    let signal = Signal(
      id: "order-1", at: .at("03:00"), seenAt: .at("03:00"), source: "operator", account: "123456789012",
      region: "us-east-1",
      fact: .commandGiven(command), raw: .line(file: "test", number: 1))
    let events = machine.decide(state, .signal(signal), at: .at("03:00"))
    for event in events {
      switch event.body {
      case .command(.rejected(_, _, let reason)), .command(.refused(_, _, let reason)): return reason
      default: continue
      }
    }
    _ = try #require(
      events.contains {
        if case .command(.accepted) = $0.body { true } else { false }
      })
    return nil
  }

  private static func order(_ command: CommandGiven.Command, by person: String, role: Role? = nil) -> CommandGiven {
    var order = CommandGiven(command: command, application: application.name, by: person, role: role, comment: "why")
    switch command {
    case .override: order.guardName = .lossTooGreat
    case .rearm: order.servedFrom = application.regions.primary
    default: break
    }
    return order
  }

  @Test("signed by whom it says: done; unsigned, signed by another, altered, by a stranger: refused with the reason")
  func signed() throws {
    let pause = Self.order(.pause, by: "yuki")
    #expect(try Self.refusal(of: pause, key: "key-yuki") == nil)
    #expect(try Self.refusal(of: pause, key: nil)?.contains("not signed") == true)
    #expect(try Self.refusal(of: pause, key: "key-hanako")?.contains("not that of yuki's key") == true)
    #expect(try Self.refusal(of: pause, key: "key-yuki", altered: true)?.contains("not that of yuki's key") == true)
    #expect(
      try Self.refusal(of: Self.order(.pause, by: "mallory"), key: "key-yuki")
        == "mallory is no operator of application kaigo-subsys; it lists Hanako Sato, yuki")
  }

  @Test(
    "every command asks for the signature, also one that its meaning would refuse",
    arguments: CommandGiven.Command.allCases)
  func everyCommand(_ command: CommandGiven.Command) throws {
    #expect(try Self.refusal(of: Self.order(command, by: "yuki"), key: nil)?.contains("not signed") == true)
  }

  @Test("a role that the file does not give is refused; overruling needs a role that may approve")
  func roles() throws {
    #expect(
      try Self.refusal(of: Self.order(.pause, by: "yuki", role: "management"), key: "key-yuki")
        == "yuki has no role management; the application file gives developers")
    for command in [.override, .rearm] as [CommandGiven.Command] {
      #expect(
        try Self.refusal(of: Self.order(command, by: "yuki"), key: "key-yuki")?.contains("needs one of the roles")
          == true)
      #expect(try Self.refusal(of: Self.order(command, by: "hanako  sato"), key: "key-hanako") == nil)
    }
    #expect(
      try Self.refusal(of: Self.order(.skip, by: "yuki"), key: "key-yuki")?.contains("needs one of the roles") == true)
    var finding = Self.order(.acknowledge, by: "yuki")
    finding.finding = "f"
    #expect(try Self.refusal(of: finding, key: "key-yuki")?.contains("needs one of the roles") == true)
  }

  @Test("what no operator signed burns no id, pushes none out of memory, and pages nobody twice an hour")
  func strangers() throws {
    var state = Self.begun()
    var told = 0
    var pause = Self.order(.pause, by: "yuki")
    pause.text = "t"
    pause.signature = "signed t by key-yuki"
    func give(_ command: CommandGiven, id: SignalID, at now: Instant, sent: Instant) {
      let signal = Signal(
        id: id, at: sent, seenAt: sent, source: "operator", account: "123456789012", region: "us-east-1",
        fact: .commandGiven(command), raw: .line(file: "test", number: 1))
      for event in Self.machine.decide(state, .signal(signal), at: now) {
        if case .notice(.due(_, .strangerRefused)) = event.body { told += 1 }
        state.apply(event)
      }
    }
    var junk = Self.order(.pause, by: "mallory")
    junk.text = "junk"
    give(junk, id: "order-1", at: .at("03:00"), sent: .at("03:00"))
    give(pause, id: "order-1", at: .at("03:00"), sent: .at("03:00"))
    #expect(state.automationPausedBy == "yuki")
    var resume = Self.order(.resume, by: "yuki")
    resume.text = "r"
    resume.signature = "signed r by key-yuki"
    give(resume, id: "order-2", at: .at("03:00"), sent: .at("03:00"))
    let before = told
    #expect(before > 0, "once it is told")
    for number in 0...AppliedCommands.mostRemembered {
      give(junk, id: SignalID("junk-\(number)"), at: .at("03:01"), sent: .at("03:01"))
    }
    #expect(told == before)
    give(pause, id: "order-1", at: .at("03:02"), sent: .at("03:00"))
    #expect(state.automationPausedBy == nil, "the same record again is the same command")
    give(pause, id: "order-3", at: .at("03:02"), sent: .at("03:02"))
    #expect(state.automationPausedBy == "yuki", "nobody is locked out")
  }

  @Test("the name and the role that are journaled are the file's, and the approval counts in the role that is asked")
  func named() throws {
    var state = Self.begun()
    var command = Self.order(.pause, by: "HANAKO sato")
    command.text = "t"
    command.signature = "signed t by key-hanako"
    let signal = Signal(
      id: "order-1", at: .at("03:00"), seenAt: .at("03:00"), source: "operator", account: "123456789012",
      region: "us-east-1",
      fact: .commandGiven(command), raw: .line(file: "test", number: 1))
    for event in Self.machine.decide(state, .signal(signal), at: .at("03:00")) { state.apply(event) }
    #expect(state.automationPausedBy == "Hanako Sato")
  }
}
