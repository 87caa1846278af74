import DarumaAWS
import DarumaCore
import Testing

extension MotoTests {
  @Suite("Calls of any operation, against moto", .enabled(if: Moto.url != nil))
  struct CallTests {
    private let region = Moto.recovery

    @Test("query: RDS makes an instance with its lists, and describes it")
    func query() async throws {
      try await Moto.withEmpty { moto in
        let made = try await moto.client.send(
          AWSCall(
            .rds, "CreateDBInstance", .createsNamed,
            [
              "DBInstanceIdentifier": "orders", "DBInstanceClass": "db.t3.micro", "Engine": "postgres",
              "MasterUsername": "u", "MasterUserPassword": "password1", "AllocatedStorage": 20,
              "Tags": [["Key": "a&b", "Value": "ü x"], ["Key": "c", "Value": "d"]],
            ]), in: region)
        #expect(made.at("DBInstance.DBInstanceIdentifier") == "orders")
        let seen = try await moto.client.send(
          AWSCall(.rds, "DescribeDBInstances", .reads, ["DBInstanceIdentifier": "orders"]), in: region)
        #expect(seen.at("DBInstances[0].DBInstanceStatus") == "available")
        #expect(seen.at("DBInstances[0].TagList[?Key=='a&b'].Value") == "ü x")
        let fault = await #expect(throws: CloudFault.self) {
          try await moto.client.send(
            AWSCall(.rds, "DescribeDBInstances", .reads, ["DBInstanceIdentifier": "none"]), in: region)
        }
        #expect(fault?.code == "rds.DBInstanceNotFound")
      }
    }

    @Test("EC2: a volume with a tag is found by a filter")
    func ec2() async throws {
      try await Moto.withEmpty { moto in
        let made = try await moto.client.send(
          AWSCall(
            .ec2, "CreateVolume", .accumulates,
            [
              "AvailabilityZone": "us-west-2a", "Size": 1,
              "TagSpecification": [["ResourceType": "volume", "Tag": [["Key": "effect", "Value": "e 1"]]]],
            ]), in: region)
        let seen = try await moto.client.send(
          AWSCall(
            .ec2, "DescribeVolumes", .reads, ["Filter": [["Name": "tag:effect", "Value": ["e 1"]]]]), in: region)
        #expect(seen.at("volumeSet[*].volumeId") == .list([try #require(made["volumeId"])]))
      }
    }

    @Test("JSON: ECS makes a cluster and lists it")
    func json() async throws {
      try await Moto.withEmpty { moto in
        _ = try await moto.client.send(
          AWSCall(.ecs, "CreateCluster", .createsNamed, ["clusterName": "web"]), in: region)
        let seen = try await moto.client.send(
          AWSCall(.ecs, "DescribeClusters", .reads, ["clusters": ["web", "none"]]), in: region)
        #expect(seen.at("clusters[0].status") == "ACTIVE" && seen.at("failures[0].reason") == "MISSING")
      }
    }

    @Test("REST-JSON: EFS makes a file system, finds it by its token and deletes it")
    func restJSON() async throws {
      try await Moto.withEmpty { moto in
        let made = try await moto.client.send(
          AWSCall(
            .efs, "CreateFileSystem", .createsNamed, ["CreationToken": "t/1 ü", "Encrypted": true],
            rest: RESTBinding("POST /2015-02-01/file-systems")), in: region)
        let id = try #require(made["FileSystemId"])
        let seen = try await moto.client.send(
          AWSCall(
            .efs, "DescribeFileSystems", .reads, ["CreationToken": "t/1 ü", "MaxItems": 5],
            rest: RESTBinding("GET /2015-02-01/file-systems?CreationToken={CreationToken}&MaxItems={MaxItems}")),
          in: region)
        #expect(seen.at("FileSystems[*].FileSystemId") == .list([id]))
        let deleted = try await moto.client.send(
          AWSCall(
            .efs, "DeleteFileSystem", .setsAbsolute, ["FileSystemId": id],
            rest: RESTBinding("DELETE /2015-02-01/file-systems/{FileSystemId}")), in: region)
        #expect(deleted == [:])
      }
    }

    @Test("REST-XML: Route 53 changes an alias record and reads it")
    func restXML() async throws {
      try await Moto.withEmpty { moto in
        let zone = try await moto.client.send(
          AWSCall(
            .route53, "CreateHostedZone", .accumulates, ["Name": "example.test", "CallerReference": "r"],
            rest: RESTBinding("POST /2013-04-01/hostedzone")), in: region)
        let path = try #require(zone.at("HostedZone.Id")?.text)
        let id = Document.text(String(path.split(separator: "/").last ?? ""))
        let record: Document = [
          "Name": "www.example.test", "Type": "A", "SetIdentifier": "west", "Weight": 100, "TTL": 60,
          "ResourceRecords": [["Value": "192.0.2.1"], ["Value": "192.0.2.2"]],
        ]
        _ = try await moto.client.send(
          AWSCall(
            .route53, "ChangeResourceRecordSets", .setsAbsolute,
            [
              "HostedZoneId": id,
              "ChangeBatch": ["Changes": [["Action": "UPSERT", "ResourceRecordSet": record]]],
            ], rest: RESTBinding("POST /2013-04-01/hostedzone/{HostedZoneId}/rrset/")), in: region)
        let seen = try await moto.client.send(
          AWSCall(
            .route53, "ListResourceRecordSets", .reads, ["HostedZoneId": id],
            rest: RESTBinding("GET /2013-04-01/hostedzone/{HostedZoneId}/rrset?maxitems={MaxItems}")), in: region)
        #expect(
          seen.at("ResourceRecordSets[?SetIdentifier=='west'].ResourceRecords[*].Value") == ["192.0.2.1", "192.0.2.2"])
      }
    }

    @Test("S3: versioning of a bucket, and an object with its text")
    func s3() async throws {
      try await Moto.withEmpty { moto in
        let bucket: Document = "daruma-calls"
        _ = try await moto.client.send(
          AWSCall(
            .s3, "CreateBucket", .createsNamed,
            ["Bucket": bucket, "CreateBucketConfiguration": ["LocationConstraint": "us-west-2"]],
            rest: RESTBinding("PUT /{Bucket}", payload: "CreateBucketConfiguration")), in: region)
        _ = try await moto.client.send(
          AWSCall(
            .s3, "PutBucketVersioning", .setsAbsolute,
            ["Bucket": bucket, "VersioningConfiguration": ["Status": "Enabled"]],
            rest: RESTBinding("PUT /{Bucket}?versioning", payload: "VersioningConfiguration")), in: region)
        let seen = try await moto.client.send(
          AWSCall(
            .s3, "GetBucketVersioning", .reads, ["Bucket": bucket], rest: RESTBinding("GET /{Bucket}?versioning"),
            answer: AnswerForm(root: "VersioningConfiguration")), in: region)
        #expect(seen["Status"] == "Enabled")
        _ = try await moto.client.send(
          AWSCall(
            .s3, "PutObject", .setsAbsolute, ["Bucket": bucket, "Key": "probes/a b", "Body": "hällo"],
            rest: RESTBinding("PUT /{Bucket}/{Key+}", payload: "Body"),
            answer: AnswerForm(headers: ["ETag": "ETag"])), in: region)
        let object = try await moto.client.send(
          AWSCall(
            .s3, "GetObject", .reads, ["Bucket": bucket, "Key": "probes/a b"],
            rest: RESTBinding("GET /{Bucket}/{Key+}"),
            answer: .text("Body", headers: ["ETag": "ETag", "Version": "x-amz-version-id"])), in: region)
        #expect(object["Body"] == "hällo" && object["ETag"] != nil && object["Version"] != nil)
      }
    }
  }
}
