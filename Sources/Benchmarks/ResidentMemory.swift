import Glibc

/// The memory of this process that is in RAM, as the kernel counts it (`/proc/self/statm`, see proc(5)).
struct ResidentMemory {
  var bytes: Int

  /// - Throws: ``MemoryError`` where the kernel does not say it.
  static func now() throws(MemoryError) -> ResidentMemory {
    guard let file = fopen("/proc/self/statm", "r") else { throw MemoryError.notReadable(errno) }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, Int32(line.count), file) != nil else { throw MemoryError.notReadable(errno) }
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // Pages: in all, resident, shared, ...
    let fields = text.split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { throw MemoryError.notUnderstood(text) }
    return ResidentMemory(bytes: pages * sysconf(Int32(_SC_PAGESIZE)))
  }
}

enum MemoryError: Error {
  /// The error number of the system.
  case notReadable(Int32)
  case notUnderstood(String)
}
