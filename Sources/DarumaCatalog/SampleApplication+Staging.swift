extension SampleApplication {
  /// The staging variant's file, by name.
  package static let stagingFileName = "kaigo-subsys-staging.yaml"

  /// The reference service's staging environment: nothing is copied to another region, and each quarter the newest snapshot of
  /// the database is restored, to see that it can be.
  package static let staging = #"""
    # kaigo-subsys-staging: the environment in which kaigo-subsys is tried. `daruma validate --strict` has nothing to remark.
    apiVersion: daruma.dev/v1
    application: kaigo-subsys-staging
    account: "123456789012"
    # Nothing is copied, and nothing fails over: what is lost is made anew.
    regions: { primary: us-east-1, recovery: us-west-2 }
    objectives: { rpo: 1d, rto: 4h }

    contacts:
      - { role: developers, sns: "arn:aws:sns:us-west-2:123456789012:kaigo-developers" }

    resources:
      - id: db
        type: rds.instance
        arn: arn:aws:rds:us-east-1:123456789012:db:kaigo-subsys-stg
        tier: 3
        protection:
          - { kind: snapshot, every: 1d, retain: 7d }
          - { kind: pitr, retain: 1d }
      - id: cache
        type: elasticache.cluster
        arn: arn:aws:elasticache:us-east-1:123456789012:replicationgroup:kaigo-stg
        tier: 4
        protection:
          - { kind: snapshot, every: 1d, retain: 3d }
      - id: files
        type: efs.fileSystem
        arn: arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0a1b2c3d4e5f60718
        tier: 4
        protection:
          - { kind: backup, every: week, day: sunday, timeZone: Asia/Tokyo, retain: 7d }

    plans:
      # Owner: developers. In the first week of January, April, July and October:
      # `daruma restore kaigo-subsys-staging quarterly-restore-test --by YOU`; `daruma report` is its record. A new instance is
      # made beside the one that runs, looked at, and deleted.
      quarterly-restore-test:
        kind: restore
        rto: 4h
        rpo: 1d
        steps:
          - id: restore-db
            action: rds.restore
            resource: db
            region: primary
            with:
              instanceClass: db.r6g.large
              subnetGroup: kaigo-prod-db
              securityGroups: [sg-0a0b0c0d0e0f00001]
              parameterGroup: kaigo-prod-postgres15
              multiAZ: false
            timeout: 2h
            retries: 1
          - id: verify-data
            action: manual
            with:
              instructions: >-
                Connect to the restored instance and count the rows of the largest tables; the day before is to be in them.
                `daruma status kaigo-subsys-staging` shows its endpoint.
              role: developers
            after: [restore-db]
            timeout: 2d
          - id: delete-db
            action: rds.delete
            region: primary
            with: { instanceOf: restore-db, skipFinalSnapshot: true }
            after: [verify-data]
            timeout: 30m

    """#
}
