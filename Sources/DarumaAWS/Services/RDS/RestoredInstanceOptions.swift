/// Settings of an instance that is restored. Where one is not given, AWS's default for a restored instance holds, which is
/// rarely what production had.
package struct RestoredInstanceOptions: Hashable, Sendable {
  package var instanceClass: String?
  package var subnetGroup: String?
  package var securityGroups: [String]
  package var parameterGroup: String?
  package var optionGroup: String?
  package var multiAZ: Bool?
  package var publiclyAccessible: Bool

  package init(
    instanceClass: String? = nil, subnetGroup: String? = nil, securityGroups: [String] = [],
    parameterGroup: String? = nil, optionGroup: String? = nil, multiAZ: Bool? = nil,
    publiclyAccessible: Bool = false
  ) {
    self.instanceClass = instanceClass
    self.subnetGroup = subnetGroup
    self.securityGroups = securityGroups
    self.parameterGroup = parameterGroup
    self.optionGroup = optionGroup
    self.multiAZ = multiAZ
    self.publiclyAccessible = publiclyAccessible
  }
}
