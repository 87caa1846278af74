/// The VPCs of a region, as far as what is placed in them asks.
package struct VirtualNetwork: Sendable {
  /// By id.
  package private(set) var subnets: [String: Subnet] = [:]
  /// Ids.
  package var securityGroups: Set<String> = []

  init() {}

  package mutating func put(_ subnet: Subnet) {
    subnets[subnet.id] = subnet
  }
}

package struct Subnet: Sendable, Equatable {
  package let id: String
  package let vpc: String
  /// `us-west-2a`.
  package let zone: String
  /// The zone's name in every account: `usw2-az1`.
  package let zoneID: String
  /// What its addresses begin with: `10.1.1.`.
  package let addressPrefix: String

  package init(id: String, vpc: String, zone: String, zoneID: String, addressPrefix: String) {
    self.id = id
    self.vpc = vpc
    self.zone = zone
    self.zoneID = zoneID
    self.addressPrefix = addressPrefix
  }
}
