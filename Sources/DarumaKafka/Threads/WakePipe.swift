#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Wakes a thread out of its wait, from other threads and from librdkafka, which writes to the same
/// descriptor when one of its queues gets its first element.
///
/// No wake-up is lost if the waiting thread clears the pipe first and looks for work afterwards.
final class WakePipe: Sendable {
  let readEnd: Int32
  let writeEnd: Int32

  init() throws(KafkaError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw KafkaError(
        .limitExceeded, "no pipe could be opened (\(String(cString: strerror(errno))))")
    }
    readEnd = ends[0]
    writeEnd = ends[1]
    // Neither a full pipe may block the one who wakes, nor an empty one the one who clears it.
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// A full pipe refuses the byte, which is just as well: the thread is going to wake anyway.
  func wake() {
    var byte: UInt8 = 1
    _ = write(writeEnd, &byte, 1)
  }

  /// Waits for a wake-up, at most this long, and clears it.
  func wait(atMost limit: Duration) {
    var descriptor = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
    // An interrupted wait counts as a wake-up: the caller looks for work and comes back.
    if poll(&descriptor, 1, limit.roundedMilliseconds) > 0 { clear() }
  }

  private func clear() {
    withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
      while read(readEnd, buffer.baseAddress, buffer.count) == buffer.count {}
    }
  }
}
