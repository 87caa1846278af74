import DarumaRuntime
import Logging

extension Logger {
  /// What became of letters that the topic did not take at once.
  func tell(_ news: DeadLetterPost.News, topic: String, file: String) {
    switch news {
    case .kept(let count, let reason):
      error(
        "dead letters are kept in \(file): \(topic) does not take them: \(reason); they are sent once it does",
        metadata: ["count": "\(count)"])
    case .sent(let count):
      notice("dead letters that were kept are sent to \(topic)", metadata: ["count": "\(count)"])
    case .refused(let origin, let reason):
      error("a dead letter stays in \(file): \(topic) refuses it: \(reason)", metadata: ["origin": "\(origin)"])
    case .madeAnew:
      warning("\(file) was moved or deleted while letters wait in it; it was made anew with all of them")
    case .noRoom(let origin):
      error(
        "\(file) is full: of this record only its place is known; make room and see that \(topic) takes letters",
        metadata: ["origin": "\(origin)"])
    }
  }
}
