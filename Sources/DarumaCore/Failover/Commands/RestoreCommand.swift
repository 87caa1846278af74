/// `restore APP PLAN`: starts a plan that repairs, by hand. `--before TIME`: from recovery points of before then.
enum RestoreCommand: StartCommand {
  static let kind = Plan.Kind.restore
}
