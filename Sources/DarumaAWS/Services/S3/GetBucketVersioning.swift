/// Asks whether a bucket keeps old versions.
package struct GetBucketVersioning: BucketConfigurationOperation {
  package static let name = "GetBucketVersioning"
  package static let configuration = "versioning"
  package static let rootName = "VersioningConfiguration"

  /// `Enabled` or `Suspended`; nil where it was never switched on.
  package typealias Answer = String?

  package var name: String

  package init(bucket name: String) { self.name = name }

  /// Where it was never switched on, the element is empty.
  package static func answer(in root: XMLTree) throws(WireFormatError) -> String? { root.text("Status") }
}
