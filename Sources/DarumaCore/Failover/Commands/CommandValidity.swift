/// For how long a command counts. A record can be sent again by anybody who has read it, and a topic can be read again from
/// its beginning: what was commanded last week must not be done today.
///
/// Compared is the time at which the sender says that he sent it with that at which it was in the topic, not with that at
/// which it is read: an answer in time is in time, however long the worker was away. Only what begins something must also be
/// read in time, since whoever sent it has been told that nobody answered.
package enum CommandValidity {
  /// How long after it was sent a command may come into the topic.
  package static let longest = Span.minutes(5)

  /// Why it does not count; nil where it does.
  ///
  /// - Parameter tolerance: How far the sender's clock may be ahead.
  static func refusal(_ order: Order, _ state: ApplicationState, at now: Instant, tolerance: Span) -> String? {
    guard order.sentAt <= order.givenAt + tolerance else {
      return "it says that it was sent at \(order.sentAt), and it came at \(order.givenAt): one of the clocks is wrong"
    }
    let until = end(of: order)
    guard order.givenAt <= until else {
      return "it was sent at \(order.sentAt) and counted until \(until), and it came at \(order.givenAt); send it anew"
    }
    guard !order.command.command.meaning.mustBeReadInTime || now <= until else {
      return
        "it counted until \(until), and was read at \(now): what begins something must be read by then; send it anew"
    }
    if let begun = state.begunAt, order.givenAt < begun {
      return
        "it came at \(order.givenAt), before this journal began at \(begun); whether it was done, this journal can't tell"
    }
    // By when it says that it was sent, which its signature covers: when it came into the topic may be the sender's word too.
    // What is forgotten was sent no later than this.
    if let forgotten = state.commands.forgottenUpTo, order.sentAt <= forgotten + tolerance {
      return "it was sent at \(order.sentAt); which commands were done up to \(forgotten) is not remembered any more"
    }
    return nil
  }

  /// The last moment at which it counts.
  static func end(of order: Order) -> Instant {
    let usual = order.sentAt + longest
    return order.command.validUntil.map { min($0, usual) } ?? usual
  }
}
