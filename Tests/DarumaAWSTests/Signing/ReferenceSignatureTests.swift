import DarumaCore
import Foundation
import Testing

@testable import DarumaAWS

/// Signatures that botocore 1.43 makes of the same requests, at 2015-08-30T12:36:00Z. They cover what AWS's
/// vectors do not: paths that are percent-encoded on the wire, ports, and S3.
@Suite("The signatures of botocore")
struct ReferenceSignatureTests {
  struct Case: Sendable {
    var service: String
    var method = "GET"
    var url: String
    var headers: [HTTPHeader] = []
    var body = ""
    var token: String?
    var signature: String
  }

  static let recoveryPoint = "arn%3Aaws%3Abackup%3Aus-west-2%3A123456789012%3Arecovery-point%3Aabc"

  static let cases = [
    Case(
      service: "backup",
      url: "https://backup.us-west-2.amazonaws.com/backup-vaults/v1/recovery-points/\(recoveryPoint)",
      signature: "16b464f1c13531a20ab1c9b753c5fa0b8621dc2bdfa28a546d0294e1891d2252"),
    Case(
      service: "backup",
      url: "https://backup.us-west-2.amazonaws.com/resources/\(recoveryPoint)/recovery-points/"
        + "?maxResults=10&managedByAWSBackupOnly=",
      signature: "5fafec27a005ad608f5aa8b2ce432793985582fc0b5f6c20b59c41457cc2013b"),
    Case(
      service: "elasticfilesystem",
      url: "http://127.0.0.1:4566/2015-02-01/file-systems?MaxItems=5&CreationToken=a%20b%2Fc",
      signature: "fe11ed1ae520fd64b25866bf21b8b752eba317b022224c39cff8a93f62448ed3"),
    Case(
      service: "rds", method: "POST", url: "https://rds.us-west-2.amazonaws.com/",
      headers: [HTTPHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
      body: "Action=DescribeDBInstances&Version=2014-10-31", token: "to/k+en==",
      signature: "62451df4f07b744726c0e210073b8dd097202dafc0b544020fa0ee37ecf7ab57"),
    Case(
      service: "ecs", method: "POST", url: "https://ecs.us-west-2.amazonaws.com/",
      headers: [
        HTTPHeader("Content-Type", "application/x-amz-json-1.1"),
        HTTPHeader("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.ListClusters"),
      ], body: "{}", signature: "cb3c8ea87b54d8dd81e2c21bdd67d8669effcd8bc629e81b66fa6e2a0b28d669"),
    Case(
      service: "s3", method: "PUT", url: "https://b.s3.us-west-2.amazonaws.com/a%20b/%C3%BC%2Bc//d/../e",
      body: "body", token: "to/k+en==",
      signature: "b5880147668c46adf78cb00b467a6872278c030a9dc2501d70fdd0530711e27e"),
    Case(
      service: "s3", url: "https://b.s3.us-west-2.amazonaws.com/?versioning=",
      signature: "79cc0b7a571e55c8f075683a60a7a1708dc30be6135a79378f16f1e5dee178f7"),
  ]

  static let presigned = [
    Case(
      service: "rds",
      url: "https://rds.us-east-1.amazonaws.com/?Action=CopyDBSnapshot&Version=2014-10-31"
        + "&SourceDBSnapshotIdentifier=arn%3Aaws%3Ards%3Aus-east-1%3A1%3Asnapshot%3As",
      token: "to/k+en==", signature: "dcb215da8a98dd821c5d18c75f67384fbc8e42133b26b44105bac18a6922c6c5"),
    Case(
      service: "s3", url: "https://b.s3.us-west-2.amazonaws.com/a%20b", token: "to/k+en==",
      signature: "ca9eb62db910664e06290269955a49a23960f5a0d563f3e9cc7fa8ba5fc4d4e2"),
  ]

  static func parts(_ example: Case, _ region: Region) -> (SigV4Signer, HTTPRequest, AWSCredentials) {
    let credentials = AWSCredentials(
      accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
      sessionToken: example.token, source: .explicit)
    let request = HTTPRequest(
      method: example.method, url: example.url, headers: example.headers, body: Array(example.body.utf8))
    return (SigV4Signer(scope: SigningScope(service: example.service, region: region)), request, credentials)
  }

  @Test("in the header", arguments: cases)
  func header(example: Case) throws {
    let (signer, request, credentials) = Self.parts(example, "us-west-2")
    let signed = try signer.sign(request, with: credentials, at: SigV4SignerTests.now)
    #expect(signed.header("Authorization")?.hasSuffix("Signature=\(example.signature)") == true)
  }

  @Test("in the query", arguments: presigned)
  func query(example: Case) throws {
    let (signer, request, credentials) = Self.parts(example, "us-east-1")
    let signed = try signer.presign(
      request, with: credentials, at: SigV4SignerTests.now, validFor: .hours(1))
    #expect(signed.url.hasSuffix("&X-Amz-Signature=\(example.signature)"))
  }
}
