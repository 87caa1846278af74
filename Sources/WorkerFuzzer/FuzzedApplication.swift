import DarumaCatalog
import DarumaCore

/// The application that the fuzzed worker watches over: one resource of each kind that events tell of, and a trigger
/// that a few of them fire. Its names are short, so that a fuzzer finds them.
enum FuzzedApplication {
  static let application: Application = {
    let reading = ApplicationFile.read(Array(text.utf8), file: "fuzzed.yaml", actions: FuzzedActions.table)
    guard let application = reading.application else { stop("\(reading.diagnostics)") }
    return application
  }()

  private static let text = """
    apiVersion: daruma.dev/v1
    application: a
    account: "012345678901"
    regions: { primary: us-east-1, recovery: us-west-2 }
    objectives: { rpo: 25h, rto: 4h }
    contacts:
      - { role: m, sns: "arn:aws:sns:us-west-2:012345678901:m" }
    resources:
      - id: db
        type: rds.instance
        arn: arn:aws:rds:us-east-1:012345678901:db:o
        tier: 1
        protection: [{ kind: snapshot, every: 1d, retain: 35d, copyTo: us-west-2 }]
      - id: cluster
        type: rds.cluster
        arn: arn:aws:rds:us-east-1:012345678901:cluster:c
        tier: 1
        protection: [{ kind: snapshot, every: 1d, retain: 35d, copyTo: us-west-2 }]
      - id: files
        type: efs.fileSystem
        arn: arn:aws:elasticfilesystem:us-east-1:012345678901:file-system/fs-0aaaaaaaaaaaaaaa1
        tier: 2
        protection: [{ kind: backup, every: 1d, retain: 35d, copyTo: us-west-2, retainCopy: 35d }]
      - id: volume
        type: ebs.volume
        arn: arn:aws:ec2:us-east-1:012345678901:volume/vol-0aaaaaaaaaaaaaaa1
        tier: 2
        protection: [{ kind: backup, every: 1d, retain: 35d, copyTo: us-west-2, retainCopy: 35d }]
      - id: cache
        type: elasticache.cluster
        arn: arn:aws:elasticache:us-east-1:012345678901:replicationgroup:r
        tier: 4
        protection: [{ kind: snapshot, every: 1d, retain: 7d }]
      - id: assets
        type: s3.bucket
        arn: arn:aws:s3:::b
        tier: 3
        protection: [{ kind: replication, copyTo: us-west-2, copyWithin: 15m, destination: "arn:aws:s3:::d" }]
    triggers:
      - name: t
        when:
          any:
            - alarm: { name: "a*", state: ALARM }
            - health: { region: us-east-1 }
            - all:
                - not: { alarm: { name: "d*", state: ALARM } }
                - silence: { source: canary, for: 3m }
                - alarm: { name: "b*", state: ALARM }
        holdFor: 1m
        coolDown: 6h
        approval: { required: 1, from: [m], timeout: 30m, onTimeout: abort }
        run: p
    plans:
      p:
        kind: failover
        steps:
          - id: restore
            action: rds.restore
            resource: db
            timeout: 2h
          - id: dns
            action: route53.switch
            after: [restore]
            timeout: 5m
            cutOver: true
            needs: The name is in Route 53, whose control plane is in us-east-1; if it takes no changes a person moves it.
    """
}
