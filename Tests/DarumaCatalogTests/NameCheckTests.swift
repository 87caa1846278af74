import DarumaCatalog
import Testing

@Suite("Names are given once, and what they refer to exists")
struct NameCheckTests {
  static let changes = [
    Change("a step in after", "after: [restore]", "after: [‹restroe]", .unknownStep),
    Change(
      "a resource", "resource: db", "resource: ‹bd", marking: GoodApplication.planName, .leavesResourceBehind,
      .unknownResource),
    Change("a plan", "run: region", "run: ‹regoin", .unknownPlan),
    Change("an action", "action: ecs.scale", "action: ‹ecs.scael", .unknownAction),
    Change(
      "a role of a notice", "role: management }\n        timeout", "role: ‹managment }\n        timeout",
      .unknownRole),
    Change("a role of an approval", "from: [management]", "from: [‹manager]", .unreachableRole),
    Change("a resource twice", "- id: api", "- id: db", .duplicateResource, .unknownResource),
    Change("a step twice", "- id: check", "- id: ‹switch", .duplicateStep),
    Change(
      "a trigger twice", "triggers:\n",
      """
      triggers:
        - name: outage
          when: { all: [ { alarm: { name: a, state: ALARM } }, { health: { region: us-east-1 } } ] }
          run: region

      """, .duplicateTrigger),
    Change("an item twice", "[scale, tell]", "[scale, tell, ‹scale]", .repeatedItem),
    Change("a bad name", "application: orders", "application: ‹or.ders", .badName),
    Change("a bad plan name", "  region:\n    kind", "  re gion:\n    kind", .unknownPlan, .badName),
  ]

  @Test("what is not so is named by place", arguments: changes)
  func change(change: Change) { change.check() }

  @Test(
    "a near miss is offered",
    arguments: [
      ("after: [restore]", "after: [restroe]", "`restore`"), ("resource: db", "resource: dbb", "`db`"),
      ("run: region", "run: regoin", "`region`"), ("action: ecs.scale", "action: ecs-scale", "`ecs.scale`"),
      ("role: management }\n        timeout", "role: Management }\n        timeout", "`management`"),
    ])
  func nearMiss(old: String, new: String, offered: String) {
    let remedies = MarkedText(GoodApplication.replacing(old, with: new)).read().diagnostics.map(\.remedy)
    #expect(remedies.contains("did you mean \(offered)?"))
  }
}
