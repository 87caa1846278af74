import DarumaCore

/// What `daruma status` shows a person of the evidence.
struct EvidenceText {
  private let out: Terminal

  init(_ out: Terminal) { self.out = out }

  func show(_ evidence: EvidenceStatus) {
    for alarm in evidence.alarms {
      let text =
        "  alarm \(alarm.name) in \(alarm.region)  \(alarm.state) since \(alarm.since), last word \(alarm.age.whole) ago"
      out.line(alarm.state == "OK" ? text : out.styled(text, .yellow))
    }
    for name in evidence.unheardAlarms {
      out.line(out.styled("  alarm \(name)  never heard of", .yellow))
    }
    for notice in evidence.notices where notice.isOpen {
      let whom = notice.isOfRegion ? "" : ", not of the region as a whole"
      let text = "  notice \(notice.notice)  \(notice.code) of \(notice.service) in \(notice.region)\(whom)"
      out.line(out.styled(text + ", last word \(notice.age.whole) ago", .yellow))
    }
    for source in evidence.sources {
      let heard = source.age.map { "heard \($0.whole) ago" } ?? out.styled("never heard", .yellow)
      out.line("  heartbeat \(source.source)  \(heard)")
    }
    for word in evidence.words where word.stands {
      out.line(
        out.styled(
          "  \(word.by ?? "") says \(word.fact), until \(word.expiresAt.map { "\($0)" } ?? "")", .yellow))
    }
    if let reason = evidence.recoveryRegionBlocked {
      out.line(out.styled("  the recovery region is not fit: \(reason)", .red))
    }
  }
}

extension Span {
  /// In whole seconds: what people are told of an age.
  var whole: Span { Span(milliseconds: milliseconds / 1000 * 1000) }
}
