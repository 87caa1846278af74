import DarumaCore
import DarumaRuntime
import Dispatch
import Foundation

/// The entry of libFuzzer: any bytes, read as a few records (``Trial``), given to a whole worker that runs until their
/// end. Whatever they are, it may not end, hang or trap, and ``Run/check(_:)`` says what has to hold of what it wrote.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  guard let start, count > 0 else { return 0 }
  let trial = Session(Array(UnsafeBufferPointer(start: start, count: count)))
  // libFuzzer's thread is not one of the worker's: it may wait.
  let ended = DispatchSemaphore(value: 0)
  Task.detached {
    await Run.check(trial)
    ended.signal()
  }
  ended.wait()
  return 0
}

/// Tells why, and ends as a crash: that is what libFuzzer keeps the input of.
func stop(_ reason: String) -> Never {
  FileHandle.standardError.write(Data("broken invariant: \(reason)\n".utf8))
  abort()
}
