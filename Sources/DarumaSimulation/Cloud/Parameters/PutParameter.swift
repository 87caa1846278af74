/// Writes a parameter. One that is there is written over only where the caller says so.
package struct PutParameter: CloudOperation {
  package static let service = CloudService.ssm
  package static let name = "PutParameter"
  package static let isChange = true

  /// Bytes of a value of the standard tier.
  static let longestValue = 4096
  /// Levels of a name.
  static let deepest = 15

  package let parameter: String
  package let value: String
  package let type: String?
  package let overwrites: Bool
  package let description: String?

  package init(
    parameter: String, value: String, type: String? = nil, overwrites: Bool = false, description: String? = nil
  ) {
    self.parameter = parameter
    self.value = value
    self.type = type
    self.overwrites = overwrites
    self.description = description
  }

  package var parameters: [String: String] {
    var shown = ["Name": parameter, "Overwrite": String(overwrites)]
    shown["Type"] = type
    if type != "SecureString" { shown["Value"] = value }
    return shown
  }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> StoredParameter {
    let store = estate[region: context.region].parameters
    try check()
    guard var changed = store.parameters[parameter] else {
      guard let type else {
        throw CloudError("ValidationException", "A parameter type is required when you create a parameter.")
      }
      guard store.parameters.count < store.quota else {
        throw CloudError("ParameterLimitExceeded", "You have exceeded the number of parameters for this account.")
      }
      let made = StoredParameter(
        name: parameter, arn: store.arn(of: parameter), type: type, value: value, description: description,
        changedAt: context.now)
      estate[region: context.region].parameters.put(made)
      return made
    }
    guard overwrites else {
      throw CloudError(
        "ParameterAlreadyExists",
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.")
    }
    guard type == nil || type == changed.type else {
      throw CloudError("HierarchyTypeMismatchException", "The type of \(parameter) is \(changed.type).")
    }
    changed.value = value
    if let description { changed.description = description }
    changed.version += 1
    changed.changedAt = context.now
    estate[region: context.region].parameters.put(changed)
    return changed
  }

  private func check() throws(CloudError) {
    let levels = parameter.split(separator: "/", omittingEmptySubsequences: false)
    let isPath = parameter.hasPrefix("/")
    guard !parameter.isEmpty, isPath || levels.count == 1, !levels.dropFirst(isPath ? 1 : 0).contains("") else {
      throw CloudError("ValidationException", "Parameter name: \(parameter) is not fully qualified.")
    }
    guard levels.count - 1 <= Self.deepest else {
      throw CloudError(
        "HierarchyLevelLimitExceededException", "A parameter name has \(Self.deepest) levels at the most.")
    }
    guard type == nil || ["String", "StringList", "SecureString"].contains(type) else {
      throw CloudError("UnsupportedParameterType", "The type \(type ?? "") isn't supported.")
    }
    guard !value.isEmpty, value.utf8.count <= Self.longestValue else {
      throw CloudError(
        "ValidationException", "A value of the standard tier has 1 to \(Self.longestValue) characters.")
    }
  }
}

/// One parameter with its value.
package struct GetParameter: CloudOperation {
  package static let service = CloudService.ssm
  package static let name = "GetParameter"
  package static let isChange = false

  /// Name or ARN.
  package let parameter: String

  package init(parameter: String) {
    self.parameter = parameter
  }

  package var parameters: [String: String] { ["Name": parameter] }

  package func subjects(of output: StoredParameter) -> [String] { [output.arn] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> StoredParameter {
    let region = estate[region: context.region]
    let found = region.parameters.parameters.values.first { $0.name == parameter || $0.arn == parameter }
    guard let found, region.visibility.shows(found.arn) else {
      throw CloudError("ParameterNotFound", "Parameter \(parameter) not found.")
    }
    return found
  }
}

/// Parameters by name, without their values; all where none is named.
package struct DescribeParameters: CloudOperation {
  package static let service = CloudService.ssm
  package static let name = "DescribeParameters"
  package static let isChange = false

  package struct Output: Sendable {
    package let found: [StoredParameter]
    package let marker: String?
  }

  /// nil: all.
  package let names: [String]?
  package let page: PageRequest

  package init(names: [String]? = nil, page: PageRequest = PageRequest()) {
    self.names = names
    self.page = page
  }

  package var parameters: [String: String] {
    var shown: [String: String] = [:]
    shown["Names"] = names?.joined(separator: ",")
    return shown
  }

  package func subjects(of output: Output) -> [String] { output.found.map(\.arn) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let region = estate[region: context.region]
    let found = region.parameters.parameters.values.filter {
      (names?.contains($0.name) ?? true) && region.visibility.shows($0.arn)
    }
    let (page, marker) = try page.cut(
      found.sorted { $0.name < $1.name }, by: \.name, sizes: 1...50, usually: 50
    ) { CloudError("ValidationException", $0) }
    return Output(found: page, marker: marker)
  }
}
