/// The parts of a SigV4 `Authorization` header. Source of the format: "Create a signed AWS API request" in
/// the IAM User Guide.
package struct Authorization: Sendable, Equatable {
  package static let algorithm = "AWS4-HMAC-SHA256"

  package let accessKey: String
  /// `yyyymmdd`.
  package let date: String
  package let region: String
  /// The service's name for signing.
  package let service: String
  /// In lower case, as given.
  package let signedHeaders: [String]
  /// 64 hexadecimal digits.
  package let signature: String

  /// - Throws: `MissingAuthenticationToken` without a SigV4 header, `IncompleteSignature` for one with parts
  ///   missing or out of shape; the message names every part that is wrong.
  init(of request: FaceRequest) throws(CloudError) {
    guard let header = request.header("authorization"), header.hasPrefix(Self.algorithm) else {
      throw .missingAuthenticationToken
    }
    let parts = Self.parts(of: header.dropFirst(Self.algorithm.count))
    let faults = ["Credential", "SignedHeaders", "Signature"]
      .filter { parts[$0]?.isEmpty != false }
      .map { "Authorization header requires '\($0)' parameter." }
    guard faults.isEmpty, let credential = parts["Credential"], let headers = parts["SignedHeaders"],
      let signature = parts["Signature"]
    else { throw .incompleteSignature(faults.joined(separator: " ") + " Authorization=\(header)") }
    let scope = credential.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard scope.count == 5, scope[4] == "aws4_request", scope.allSatisfy({ !$0.isEmpty }) else {
      throw .incompleteSignature(
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got "
          + "'\(credential)'")
    }
    accessKey = scope[0]
    date = scope[1]
    region = scope[2]
    service = scope[3]
    signedHeaders = headers.split(separator: ";").map { $0.lowercased() }
    self.signature = signature
    try check(request)
  }

  private static func parts(of text: Substring) -> [String: String] {
    var parts: [String: String] = [:]
    for part in text.split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { continue }
      parts[pair[0].trimmingSpaces()] = pair[1].trimmingSpaces()
    }
    return parts
  }

  private func check(_ request: FaceRequest) throws(CloudError) {
    guard signature.utf8.count == 64, signature.utf8.allSatisfy(Self.isHexadecimal) else {
      throw .incompleteSignature("Signature must be 64 hexadecimal digits, got '\(signature)'")
    }
    guard signedHeaders.contains("host") else {
      throw .signatureDoesNotMatch("'host' must be a 'SignedHeader' in the AWS Authorization.")
    }
    guard let time = request.header("x-amz-date") ?? request.header("date") else {
      throw .incompleteSignature(
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
    }
    guard request.header("x-amz-date") == nil || time.hasPrefix(date) else {
      throw .signatureDoesNotMatch(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
          + "'\(date)' != '\(time.prefix(8))', from '\(time)'.")
    }
    let unsigned = request.headers.map { $0.name.lowercased() }
      .filter { $0.hasPrefix("x-amz-") && !signedHeaders.contains($0) }
    if let header = unsigned.first {
      throw .signatureDoesNotMatch("'\(header)' must be a 'SignedHeader' in the AWS Authorization.")
    }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}

extension CloudError {
  static let missingAuthenticationToken = CloudError(
    "MissingAuthenticationToken", "Request is missing Authentication Token", status: 403)

  static let invalidClientToken = CloudError(
    "InvalidClientTokenId", "The security token included in the request is invalid.", status: 403)

  static func incompleteSignature(_ message: String) -> CloudError {
    CloudError("IncompleteSignature", message, status: 400)
  }

  static func signatureDoesNotMatch(_ message: String) -> CloudError {
    CloudError("SignatureDoesNotMatch", message, status: 403)
  }

  /// The JSON protocols say the same in other codes, all with status 400.
  var inJSONProtocol: CloudError {
    Self.codesInJSON[code].map { CloudError($0, message, status: 400) } ?? self
  }

  /// The same codes, with the status of the older protocols.
  var inRESTJSONProtocol: CloudError {
    Self.codesInJSON[code].map { CloudError($0, message, status: status) } ?? self
  }

  private static let codesInJSON = [
    "MissingAuthenticationToken": "MissingAuthenticationTokenException",
    "IncompleteSignature": "IncompleteSignatureException",
    "SignatureDoesNotMatch": "InvalidSignatureException",
    "InvalidClientTokenId": "UnrecognizedClientException",
  ]
}
