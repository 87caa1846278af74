import ArgumentParser
import DarumaCrypto

struct OperatorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "operator", abstract: "The keys of those who may command.", subcommands: [NewKey.self])

  struct NewKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "new-key", abstract: "Makes a key pair for an operator.",
      discussion: """
        The private half goes to a file that only you can read; the public half is printed, for `operators:` of the \
        application file. OpenSSL reads both (Ed25519, PKCS #8).
        """)

    @Option(help: "Who it is for; stands in the line for the application file.") var name: String
    @Option(help: "In which roles, such as management. May be repeated.") var role: [String] = ["management"]
    @Option(help: ArgumentHelp("Where the private key goes; it must not be there.", valueName: "file"))
    var out: String = "operator.key"
    @Flag(help: "As JSON.") var json = false

    func validate() throws {
      try SentText.check("--name", name)
      for role in role { try SentText.check("--role", role) }
    }

    func run() async throws {
      try await reportingFailures {
        let key = OperatorKey.text(try OperatorKeyFile.make(at: out))
        if json { return try JSONOutput.line(Made(name: name, roles: role, key: key, file: out)) }
        Terminal.errors.line("the private key is in \(out): keep it to yourself; --key \(out) signs with it")
        Terminal.output.line("- { name: \(name), roles: [\(role.joined(separator: ", "))], key: \"\(key)\" }")
      }
    }

    private struct Made: Encodable {
      var name: String
      var roles: [String]
      var key: String
      var file: String
    }
  }
}
