/// Parameter Store of Systems Manager on the wire: JSON 1.1, version 2014-11-06.
enum SSMFace {
  static let service = JSONService(
    wire: JSONProtocol(targetPrefix: "AmazonSSM", spelling: .capitals),
    actions: [
      PutParameter.name: putParameter,
      GetParameter.name: getParameter,
      DescribeParameters.name: describeParameters,
    ])

  private static let putParameter: JSONService.Action = { body, exchange throws(CloudError) in
    let input = try PutParameterInput.read(body)
    let operation = PutParameter(
      parameter: try required(input.name, or: missing("name")), value: try required(input.value, or: missing("value")),
      type: input.type, overwrites: input.overwrite ?? false, description: input.description)
    return exchange.perform(operation) { WrittenParameterDocument(version: $0.version) }
  }

  private static let getParameter: JSONService.Action = { body, exchange throws(CloudError) in
    let input = try GetParameterInput.read(body)
    let operation = GetParameter(parameter: try required(input.name, or: missing("name")))
    let decrypts = input.withDecryption ?? false
    return exchange.perform(operation) { ["Parameter": ParameterDocument($0, decrypts: decrypts)] }
  }

  private static let describeParameters: JSONService.Action = { body, exchange throws(CloudError) in
    let input = try DescribeParametersInput.read(body)
    var names: [String]?
    for filter in input.parameterFilters ?? [] {
      guard filter.key == "Name", filter.option ?? "Equals" == "Equals" else {
        throw CloudError(
          "UnknownParameter", "Only names that are equal are recognized by the simulated cloud as a filter")
      }
      names = (names ?? []) + (filter.values ?? [])
    }
    let operation = DescribeParameters(
      names: names, page: PageRequest(maxRecords: input.maxResults, marker: input.nextToken))
    return exchange.perform(operation) { output in
      ParametersDocument(parameters: output.found.map(ParameterMetadataDocument.init), nextToken: output.marker)
    }
  }

  private static func missing(_ member: String) -> CloudError {
    CloudError(
      "ValidationException",
      "1 validation error detected: Value null at '\(member)' failed to satisfy constraint: Member must not be null")
  }
}

/// What the operations read and write. Member names from the Systems Manager API reference.
struct PutParameterInput: CapitalJSONInput {
  static let members: Set<String> = ["Name", "Value", "Type", "Overwrite", "Description"]
  let name: String?
  let value: String?
  let type: String?
  let overwrite: Bool?
  let description: String?
}

struct GetParameterInput: CapitalJSONInput {
  static let members: Set<String> = ["Name", "WithDecryption"]
  let name: String?
  let withDecryption: Bool?
}

struct DescribeParametersInput: CapitalJSONInput {
  struct Filter: Decodable, Sendable {
    let key: String
    let option: String?
    let values: [String]?
  }

  static let members: Set<String> = ["ParameterFilters", "MaxResults", "NextToken"]
  let parameterFilters: [Filter]?
  let maxResults: Int?
  let nextToken: String?
}

struct WrittenParameterDocument: Encodable, Sendable {
  let version: Int64
  let tier = "Standard"
}

struct ParameterDocument: Encodable, Sendable {
  let name: String
  let type: String
  /// Of a secret that is not asked for in the clear: what it is enciphered as.
  let value: String
  let version: Int64
  let lastModifiedDate: JSONTime
  let arn: String
  let dataType = "text"

  private enum CodingKeys: String, CodingKey {
    case name, type, value, version, lastModifiedDate, dataType
    case arn = "ARN"
  }

  init(_ parameter: StoredParameter, decrypts: Bool) {
    name = parameter.name
    type = parameter.type
    value = parameter.type == "SecureString" && !decrypts ? "AQICAHh-enciphered" : parameter.value
    version = parameter.version
    lastModifiedDate = JSONTime(milliseconds: parameter.changedAt)
    arn = parameter.arn
  }
}

struct ParametersDocument: Encodable, Sendable {
  let parameters: [ParameterMetadataDocument]
  let nextToken: String?
}

struct ParameterMetadataDocument: Encodable, Sendable {
  let name: String
  let arn: String
  let type: String
  let lastModifiedDate: JSONTime
  let description: String?
  let version: Int64
  let tier = "Standard"
  let dataType = "text"

  private enum CodingKeys: String, CodingKey {
    case name, type, lastModifiedDate, description, version, tier, dataType
    case arn = "ARN"
  }

  init(_ parameter: StoredParameter) {
    name = parameter.name
    arn = parameter.arn
    type = parameter.type
    lastModifiedDate = JSONTime(milliseconds: parameter.changedAt)
    description = parameter.description
    version = parameter.version
  }
}
