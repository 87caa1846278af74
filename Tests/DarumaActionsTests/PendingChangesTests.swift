import DarumaCore
import Testing

@testable import DarumaActions

@Suite("Remembered DNS changes")
struct PendingChangesTests {
  @Test("the last change of an effect counts, until it is forgotten")
  func remember() {
    let changes = PendingChanges()
    #expect(changes.change(of: "e") == nil)
    changes.remember("C1", of: "e")
    changes.remember("C2", of: "e")
    #expect(changes.change(of: "e") == "C2")
    changes.forget("e")
    #expect(changes.change(of: "e") == nil)
  }

  @Test("beyond the capacity the oldest is forgotten")
  func capacity() {
    let changes = PendingChanges()
    for number in 0...PendingChanges.capacity { changes.remember("C", of: EffectID("e\(number)")) }
    #expect(changes.change(of: "e0") == nil)
    #expect(changes.change(of: "e1") == "C")
    #expect(changes.change(of: EffectID("e\(PendingChanges.capacity)")) == "C")
  }
}
