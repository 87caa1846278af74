import TestSupport
import Testing

@testable import DarumaActions

@Suite("The text of a message")
struct NoticeTextTests {
  @Test(
    "what does not fit into a subject stands at the head of the message",
    arguments: [
      ("Plain", "m", "Plain", "m"), ("  Blank", "m", "Blank", "  Blank\n\nm"),
      ("Two\nlines", "m", "Two lines", "Two\nlines\n\nm"), ("落ちた DB", "m", "??? DB", "落ちた DB\n\nm"),
      ("落ちた", "m", nil, "落ちた\n\nm"), ("", "m", nil, "m"), ("Only", "", "Only", "Only"),
      ("a\u{1B}[0mb", "m", "a?[0mb", "a\u{1B}[0mb\n\nm"),
    ] as [(String, String, String?, String)])
  func subjects(subject: String, message: String, expectedSubject: String?, expectedMessage: String) {
    let text = NoticeText(subject: subject, message: message)
    #expect(text.subject == expectedSubject)
    #expect(text.message == expectedMessage)
  }

  @Test("a long subject is cut and kept whole in the message")
  func longSubject() {
    let subject = String(repeating: "x", count: 100)
    let text = NoticeText(subject: subject, message: "m")
    #expect(text.subject?.count == 99)
    #expect(text.message == subject + "\n\nm")
  }

  @Test("a long message is cut between letters, and says so")
  func longMessage() {
    let text = NoticeText(subject: "s", message: "a" + String(repeating: "é", count: 200_000))
    #expect(text.message.utf8.count <= NoticeText.maximumMessageBytes)
    #expect(text.message.utf8.count > NoticeText.maximumMessageBytes - 4)
    #expect(text.message.hasSuffix("é\n[cut]"))
  }

  @Test("the last line is never cut")
  func lastLine() {
    #expect(NoticeText(subject: "s", message: "m", lastLine: "(head)").message == "m\n\n(head)")
    let long = NoticeText(subject: "s", message: String(repeating: "x", count: 300_000), lastLine: "(head)")
    #expect(long.message.utf8.count == NoticeText.maximumMessageBytes)
    #expect(long.message.hasSuffix("x\n[cut]\n\n(head)"))
  }
}
