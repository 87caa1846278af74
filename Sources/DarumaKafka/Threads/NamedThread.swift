import CRdKafka

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An OS thread of its own for calls that block, with a name that `ps -T` and core dumps show (15 bytes at
/// most). Such calls must not run on the cooperative pool, which has only as many threads as there are
/// cores.
enum NamedThread {
  /// Starts `body` on a new thread and does not wait for it. `released` is called on that thread once `body`
  /// and everything that it alone refers to are gone: C handles, say.
  /// - Throws: code `limitExceeded` if the system gives no more threads.
  static func start(
    _ name: String, _ body: sending @escaping () -> Void, released: @escaping @Sendable () -> Void = {}
  ) throws(KafkaError) {
    let start = Unmanaged.passRetained(Start(name, body, released))
    var thread = pthread_t()
    let code = pthread_create(&thread, nil, runStart, start.toOpaque())
    guard code == 0 else {
      start.release()
      throw KafkaError(
        .limitExceeded, "the system refused the thread \(name) (\(String(cString: strerror(code))))")
    }
    pthread_detach(thread)
  }

  private final class Start {
    let name: String
    private var body: (() -> Void)?
    private let released: () -> Void

    init(_ name: String, _ body: @escaping () -> Void, _ released: @escaping () -> Void) {
      self.name = name
      self.body = body
      self.released = released
    }

    func run() {
      body?()
      body = nil
      released()
    }
  }

  private static let runStart: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    pointer in
    guard let pointer else { return nil }
    let start = Unmanaged<Start>.fromOpaque(pointer).takeRetainedValue()
    daruma_name_thread(start.name)
    start.run()
    return nil
  }
}
