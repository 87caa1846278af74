import DarumaActions
import DarumaCatalog
import DarumaCore
import Testing

/// A step as it is written in an application file, read with all actions that there are.
struct WrittenStep {
  /// Errors only, in the order of the file.
  let codes: [DiagnosticCode]
  /// Nil where there is an error.
  let action: StepAction?
  let application: Application?

  /// - Parameters:
  ///   - with: what stands after `with:`, in one line.
  ///   - more: further keys of the step; `db` is an instance of RDS, `cluster` a cluster, `files` a file system of EFS,
  ///     `cache` a replication group, `table` one of DynamoDB, `disk` a volume.
  init(_ action: ActionName, with: String, more: String = "needs: a test") {
    let text = """
      apiVersion: daruma.dev/v1
      application: orders
      account: "012345678901"
      regions: { primary: us-east-1, recovery: us-west-2 }
      objectives: { rpo: 2d, rto: 4h }
      resources:
        - { id: db, type: rds.instance, arn: "arn:aws:rds:us-east-1:012345678901:db:orders" }
        - { id: cluster, type: rds.cluster, arn: "arn:aws:rds:us-east-1:012345678901:cluster:orders" }
        - { id: files, type: efs.fileSystem, arn: "arn:aws:elasticfilesystem:us-east-1:012345678901:file-system/fs-1" }
        - { id: cache, type: elasticache.cluster, arn: "arn:aws:elasticache:us-east-1:012345678901:replicationgroup:r" }
        - { id: table, type: dynamodb.table, arn: "arn:aws:dynamodb:us-east-1:012345678901:table/orders" }
        - { id: disk, type: ebs.volume, arn: "arn:aws:ec2:us-east-1:012345678901:volume/vol-1" }
      plans:
        region:
          kind: failover
          steps:
            - { id: step, action: \(action), with: \(with), timeout: 10m, \(more) }

      """
    let reading = ApplicationFile.read(Array(text.utf8), file: "orders.yaml")
    codes = reading.diagnostics.filter { $0.severity == .error }.map(\.code)
    application = reading.application
    self.action = reading.application?.plans.first?.steps.first?.action
  }
}
