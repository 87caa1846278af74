import DarumaCatalog
import DarumaCore

/// Two actions, as far as decisions depend on them: nothing is carried out here. (The real ones come with a list that is
/// made while they are built, by a program that libFuzzer's own `main` would stand in the way of.)
enum FuzzedActions {
  static let table = ActionTable([
    kind(
      "rds.restore", .required([.rdsInstance]),
      ActionTraits(
        nature: .creates, idempotency: .named, plane: .control("RDS"),
        restores: RestoreTrait(
          PointKind(
            of: .rdsInstance, service: "rds", pointType: "snapshot", words: "snapshots of the RDS instance itself")),
        services: ["RDS"], outputs: ["endpoint"], sentence: "restore {identifier} from {point} in {region}")),
    kind(
      "route53.switch", .none,
      ActionTraits(
        nature: .movesUsers, idempotency: .absolute, plane: .global("Route 53"), services: ["ROUTE53"],
        sentence: "lead users to {region}")),
  ])

  private static func kind(
    _ name: ActionName, _ resource: ActionKind.ResourceUse, _ traits: ActionTraits
  ) -> ActionKind {
    ActionKind(
      name: name, about: "", resource: resource, traits: traits, usually: .minutes(1), undo: .notNeeded,
      form: Form<Wanted>.mapping(KeyTable(title: "the `with` of \(name)", keys: [])) { _ in
        Wanted(restores: traits.restores != nil)
      })
  }

  private struct Wanted: ActionWanted {
    var restores: Bool

    func parameters(in setting: ActionSetting) -> [String: Document] {
      restores ? ["point": .blank(.point), "identifier": .blank(.name(longest: 63))] : [:]
    }
  }
}
