extension AWSService {
  /// Amazon CloudWatch. Of its three protocols the query protocol is spoken by all that imitate it.
  package static let cloudWatch = AWSService(
    name: "CloudWatch", endpointPrefix: "monitoring", environmentName: "CLOUDWATCH", version: "2010-08-01",
    wireProtocol: .query, permissionPrefix: "cloudwatch",
    hostForm: [.plainIsFIPSInGovCloud, .dualStackIsFIPSInGovCloud],
    collections: CollectionNames(maps: ["Attributes": .keyValue, "KeyAttributes": .keyValue]))
}

/// One metric: what is measured, and of what.
package struct Metric: Sendable, Hashable {
  package struct Dimension: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }

    var parameters: QueryParameters {
      var form = QueryParameters()
      form.add("Name", name)
      form.add("Value", value)
      return form
    }
  }

  package var namespace: String
  package var name: String
  package var dimensions: [Dimension]

  package init(namespace: String, name: String, dimensions: [Dimension]) {
    self.namespace = namespace
    self.name = name
    self.dimensions = dimensions
  }

  init(_ xml: XMLTree) throws(WireFormatError) {
    var dimensions: [Dimension] = []
    for dimension in xml.list("Dimensions", of: "member") {
      dimensions.append(
        Dimension(try dimension.requiredText("Name"), try dimension.requiredText("Value")))
    }
    self.init(
      namespace: try xml.requiredText("Namespace"), name: try xml.requiredText("MetricName"),
      dimensions: dimensions)
  }
}
