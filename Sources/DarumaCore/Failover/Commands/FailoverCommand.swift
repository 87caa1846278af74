/// `failover APP PLAN`: starts a failover by hand. `--before TIME`: from recovery points of before then.
enum FailoverCommand: StartCommand {
  static let kind = Plan.Kind.failover
}
