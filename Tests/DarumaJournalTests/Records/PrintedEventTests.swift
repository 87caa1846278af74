import DarumaCore
import Foundation
import Testing

@testable import DarumaJournal

@Suite("An event as programs are given it")
struct PrintedEventTests {
  @Test(
    "a word that names a thing of two types is told apart, at any depth, and the application file keeps its own words")
  func renamed() {
    let stored: JSONTree = .object([
      "application": .object(["command": .object([:])]),
      "list": .array([.object(["command": .object(["command": "approve"]), "failure": "access denied"])]),
    ])
    let printed: JSONTree = .object([
      "applicationFile": .object(["command": .object([:])]),
      "list": .array([.object(["given": .object(["command": "approve"]), "reason": "access denied"])]),
    ])
    #expect(PrintedEvent.renamed(stored) == printed)
  }

  @Test("it is told with its commit")
  func commit() throws {
    let event = Event(
      application: "kaigo-subsys", sequence: 1, at: Sample.start, cause: nil, body: .command(.rearmed(by: "yuki")))
    let tree = try CanonicalJSON.decode(
      JSONTree.self, from: CanonicalJSON.encode(try PrintedEvent(event, commit: 7)))
    guard case .object(let fields) = tree, case .object(let told)? = fields["event"] else {
      Issue.record("it is no object: \(tree)")
      return
    }
    #expect(fields["commit"] == .number(7) && told["type"] == "command.rearmed.v1")
  }
}
