/// What the person on call can do about it, where it does not depend on the action.
enum Remedy {
  static let wrongServer =
    "Check what answers at this address: AWS_ENDPOINT_URL, a proxy, or a service that lacks this operation."
  static let proxy =
    "A proxy wants to be signed in to: give https_proxy with user and password, or name the host in no_proxy."
  static let quota = "Free some of the quota, or ask AWS to raise it in this region."
  static let signature =
    "Check this machine's clock, and that the secret access key belongs to the access key."
  static let credentials = "Check that the credentials are still valid and belong to this partition."

  /// Codes by which services say that whoever asks is not allowed to.
  static let ofMissingPermission: Set<String> = [
    "AccessDenied", "AccessDeniedException", "AuthorizationError", "AuthorizationErrorException", "NotAuthorized",
    "UnauthorizedOperation",
  ]

  /// - Parameter action: as in an IAM policy, `rds:DescribeDBInstances`.
  static func forRefusal(_ code: String, action: String) -> String {
    switch ErrorMeaning.withoutFault(code) {
    case let code where ofMissingPermission.contains(code):
      "Allow \(action) for the identity that Daruma runs as (`aws sts get-caller-identity` names it)."
    case "InstanceQuotaExceeded", "StorageQuotaExceeded", "SnapshotQuotaExceeded", "DBClusterQuotaExceeded",
      "DBInstanceAutomatedBackupQuotaExceeded":
      quota
    case "KMSKeyNotAccessible":
      "Allow that identity to use the key of the snapshot (kms:DescribeKey, kms:CreateGrant), and check "
        + "that the key is enabled."
    case "DBSubnetGroupNotFound", "DBParameterGroupNotFound", "DBClusterParameterGroupNotFound", "OptionGroupNotFound",
      "InvalidSubnet":
      "Create it in this region, or name another one in the plan."
    case "ClusterNotFoundException": "Create the cluster in this region, or correct its name in the plan."
    case "NoSuchHostedZone": "Correct the id of the hosted zone in the plan."
    case "NoSuchBucket": "Correct the bucket's ARN in the application file."
    case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException":
      "The bucket lies in another region: correct the regions of the application, or the bucket's ARN."
    case "FileSystemNotFound": "Correct the file system's ARN in the application file."
    default: ""
    }
  }

  static func forTransport(_ code: TransportError.Code, host: String) -> String {
    switch code {
    case .unreachable: "Check that \(host) resolves and that port 443 is open from here."
    case .interrupted, .timedOut: "Check the network between here and \(host)."
    case .untrusted: "Check the CA certificates of this machine, and any proxy that opens TLS."
    case .tooLarge: wrongServer
    case .invalidRequest, .cancelled: ""
    }
  }
}
