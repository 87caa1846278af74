import Glibc

/// The three streams that every process begins with, as a program needs them that others start.
enum StandardStreams {
  /// To be called before anything is opened.
  ///
  /// A reader that goes away must not end the process: writing then fails, and who writes says so. A stream that is
  /// closed is opened on `/dev/null`, so that no file of ours gets its number and is written to by mistake; output is
  /// opened for reading and input for writing, so that whoever uses them is told.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    for (number, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDWR)]
    where fcntl(number, F_GETFD) == -1 && errno == EBADF {
      _ = open("/dev/null", mode)
    }
  }
}
