package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `s3.check`: looks whether objects of a bucket can be had: each that is named is there, with the checksum that S3 keeps of
/// it, and can be decrypted, since S3 tells the checksum of an encrypted object to nobody else; and the newest object is young
/// enough. What is in them it does not read.
package enum S3Check: ActionDefinition {
  package static let name: ActionName = "s3.check"
  package static let about =
    "Checks that objects of a bucket are there and can be decrypted, and how old the newest one is."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .looks, idempotency: .none, plane: .data("S3"), services: ["S3"], outputs: ["objects", "newest"],
    sentence: "check the objects of bucket {bucket} in {region}")
  package static let usually = Span.seconds(10)
  package static let undo = Undo.notNeeded
}

// MARK: - In an application file

extension S3Check {
  package typealias Wanted = GivenParameters

  private static let mostObjects = 50
  private static let longestAge = Span.days(3650)

  private static let bucket = Key.required(
    "bucket",
    Form<String>.awsIdentifier(
      "the name of a bucket", marks: ".-", longest: 63, example: "the name alone, not the ARN"),
    "The bucket, in the region where the step acts.")
  private static let objects = Key.optional(
    "objects", Form<[String]>.list(of: .text(), count: 1...mostObjects), "The keys of objects that must be there.")
  private static let checksums = Key.optional(
    "checksums", Form<Bool>.boolean,
    "Whether each of `objects` must have a checksum in S3; only whether it can be read without it.")
  private static let newestWithin = Key.optional(
    "newestWithin", Form<Span>.span(from: .minutes(1), upTo: longestAge),
    "How old the newest object may be, of those that begin with `prefix`.")
  private static let prefix = Key.optional(
    "prefix", Form<String>.text(), "How the keys of the objects begin of which the newest counts; all without it.")

  package static let form = Form<GivenParameters>.with(
    of: name,
    [
      .text(bucket), .texts(objects), .bool(checksums),
      .made(of: newestWithin, as: newestWithin.name) { .text($0.written) }, .text(prefix),
    ], rules: [.needs(prefix.name, newestWithin.name), .needs(checksums.name, objects.name)]
  ) { given, setting, findings in
    guard given.values[objects.name] == nil, given.values[newestWithin.name] == nil else { return }
    findings.report(
      .missingKey, at: setting.place, "nothing says what is checked of the bucket",
      remedy: "add `\(objects.name)` or `\(newestWithin.name)` to `with`")
  }
}

// MARK: - Carried out

extension S3Check {
  package struct Request: ActionRequest {
    var bucket: String
    var objects: [String]
    var needsChecksums: Bool
    var newestWithin: Span?
    var prefix: String?

    package init(_ arguments: Arguments) throws(CloudFault) {
      bucket = try arguments.text(S3Check.bucket.name)
      objects = try arguments.texts(S3Check.objects.name)
      needsChecksums = try arguments.optionalBool(checksums.name) == true
      prefix = try arguments.optionalText(S3Check.prefix.name)
      newestWithin = nil
      if let text = try arguments.optionalText(S3Check.newestWithin.name) {
        guard let span = Span(written: text) else {
          throw arguments.fault(S3Check.newestWithin.name, "is no length of time")
        }
        newestWithin = span
      }
    }
  }

  private static let headLine: RESTLine = "HEAD /{Bucket}/{Key+}"
  private static let listLine: RESTLine =
    "GET /{Bucket}?list-type=2&prefix={Prefix}&continuation-token={ContinuationToken}"
  private static let date = ["Date": "Date"]
  private static let kinds = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"]

  static func look(_ key: String, in bucket: String) -> AWSCall {
    var headers = ["ContentLength": "Content-Length"]
    for kind in kinds { headers["Checksum\(kind)"] = "x-amz-checksum-\(kind.lowercased())" }
    return AWSCall(
      .s3, "HeadObject", .reads, ["Bucket": .text(bucket), "Key": .text(key), "ChecksumMode": "ENABLED"],
      rest: RESTBinding(headLine, headers: ["ChecksumMode": "x-amz-checksum-mode"]),
      answer: AnswerForm(headers: headers),
      permission: "s3:GetObject")
  }

  static func list(_ wanted: Request) -> AWSCall {
    AWSCall(
      .s3, "ListObjectsV2", .reads,
      .object(.parameters(["Bucket": .text(wanted.bucket), "Prefix": Document(wanted.prefix)])),
      rest: RESTBinding(listLine), answer: AnswerForm(root: "ListBucketResult", headers: date),
      permission: "s3:ListBucket")
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let keys = Permission("kms:Decrypt", on: [at.arn("kms", "key/*")])
    var calls = wanted.objects.map {
      PlannedCall(
        look($0, in: wanted.bucket), in: at.region, on: [at.globalARN("s3", "\(wanted.bucket)/\($0)")], and: [keys])
    }
    if wanted.newestWithin != nil {
      calls.append(PlannedCall(list(wanted), in: at.region, on: [at.globalARN("s3", wanted.bucket)]))
    }
    return calls
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    for key in wanted.objects {
      if let reason = try await whyNot(key, wanted, at) { return .inProgress(reason) }
    }
    var outputs = ["objects": String(wanted.objects.count)]
    if let most = wanted.newestWithin {
      switch try await newest(wanted, at) {
      case nil: return .inProgress("bucket \(wanted.bucket) has no object\(beginning(wanted))")
      case let found?:
        guard found.age <= most else {
          return .inProgress(
            "the newest object of \(wanted.bucket)\(beginning(wanted)) is \(found.age.written) old, and may be "
              + "\(most.written)")
        }
        outputs["newest"] = found.key
      }
    }
    return .done(outputs: outputs, by: .unknown)
  }

  private static func beginning(_ wanted: Request) -> String { wanted.prefix.map { " that begins with \($0)" } ?? "" }

  /// Nil where the object can be had.
  private static func whyNot(_ key: String, _ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> String? {
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(look(key, in: wanted.bucket), in: at.region)
    } catch {
      guard ["s3.HTTP404", "s3.NoSuchKey"].contains(error.code) else { throw error }
      return "there is no object \(key) in \(wanted.bucket)"
    }
    guard let length = answer["ContentLength"]?.integer, length >= 0 else {
      throw .unreadable(.s3, "does not say how long object \(key) of \(wanted.bucket) is")
    }
    guard wanted.needsChecksums else { return nil }
    let has = kinds.contains { answer["Checksum\($0)"]?.text?.isEmpty == false }
    return has ? nil : "S3 keeps no checksum of object \(key) in \(wanted.bucket)"
  }

  private static func newest(
    _ wanted: Request, _ at: ActionPlace
  ) async throws(CloudFault) -> (key: String, age: Span)? {
    let marks = PageMarks(asked: "ContinuationToken", answered: "NextContinuationToken")
    var newest: (key: String, at: Instant)?
    var now: Instant?
    for page in try await at.pages(of: list(wanted), marks) {
      guard page["Name"]?.text == wanted.bucket else {
        throw .unreadable(.s3, "says nothing of bucket \(wanted.bucket)")
      }
      guard let said = page["Date"]?.text.flatMap(HTTPDate.read) else {
        throw .unreadable(.s3, "does not say what time it is")
      }
      now = said
      // Left out where there is none.
      guard let objects = page["Contents"] == nil ? [] : page.list("Contents") else {
        throw .unreadable(.s3, "lists no objects of \(wanted.bucket)")
      }
      for object in objects {
        guard let key = object["Key"]?.text, let time = object["LastModified"]?.text.flatMap({ Instant(rfc3339: $0) }),
          key.hasPrefix(wanted.prefix ?? "")
        else {
          throw .unreadable(.s3, "lists an object of \(wanted.bucket) that was not asked for, or without its time")
        }
        if newest.map({ $0.at < time }) ?? true { newest = (key, time) }
      }
    }
    guard let now, let newest else { return nil }
    return (newest.key, now - newest.at)
  }
}
