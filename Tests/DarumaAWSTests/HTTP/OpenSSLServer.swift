import Foundation

/// A TLS server with a self-made certificate, by the `openssl` program.
struct OpenSSLServer: Sendable {
  static let program = "/usr/bin/openssl"
  struct Failure: Error { var output: String }

  let port: Int
  let certificatePath: String
  private let folder: URL
  private let process: Process

  /// - Parameter name: the IP address for which the certificate is made.
  static func start(name: String) async throws -> OpenSSLServer {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("daruma-tls-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let certificate = folder.appendingPathComponent("cert.pem").path
    let key = folder.appendingPathComponent("key.pem").path
    let making = process([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
      "-subj", "/CN=\(name)", "-addext", "subjectAltName=IP:\(name)", "-keyout", key, "-out", certificate,
    ])
    _ = try await firstOutput(of: making) { _ in nil as Int? }
    let serving = process([
      "s_server", "-accept", "127.0.0.1:0", "-www", "-cert", certificate, "-key", key,
    ])
    let (port, output) = try await firstOutput(of: serving, portAnnounced)
    guard let port else { throw Failure(output: output) }
    return OpenSSLServer(port: port, certificatePath: certificate, folder: folder, process: serving)
  }

  func stop() {
    // Not by SIGTERM: a child that is started from one of Swift's cooperative threads inherits it blocked.
    kill(process.processIdentifier, SIGKILL)
    try? FileManager.default.removeItem(at: folder)
  }

  /// It prints "ACCEPT 127.0.0.1:PORT" once it listens.
  private static func portAnnounced(_ output: String) -> Int? {
    let lines = output.components(separatedBy: "\n").dropLast()
    guard let line = lines.first(where: { $0.hasPrefix("ACCEPT ") }) else { return nil }
    return line.components(separatedBy: ":").last.flatMap { Int($0) }
  }

  private static func process(_ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    process.standardInput = Pipe()
    return process
  }

  /// Starts `process` and reads what it prints until `find` has found something in it, or until its end. On a
  /// thread of its own: reading blocks.
  private static func firstOutput<Found: Sendable>(
    of process: Process, _ find: @escaping @Sendable (String) -> Found?
  ) async throws -> (Found?, String) {
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let reading = pipe.fileHandleForReading
    return await withCheckedContinuation { waiter in
      let thread = Thread {
        var output = ""
        var found: Found?
        while found == nil, case let part = reading.availableData, !part.isEmpty {
          output += String(decoding: part, as: UTF8.self)
          found = find(output)
        }
        waiter.resume(returning: (found, output))
      }
      thread.start()
    }
  }
}
