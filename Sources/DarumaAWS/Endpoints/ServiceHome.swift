package import DarumaCore

/// In which regions a service is found.
package enum ServiceHome: Sendable, Hashable {
  /// In each, or at least in those that have it: an address proves nothing.
  case everyRegion
  /// One address for a whole partition, signed for the region given here. A partition that is missing has no such
  /// service.
  case partition([Partition: Region])
  /// In one region of a partition, whichever is asked for; another one where FIPS 140 is asked for.
  case region([Partition: Region], underFIPS: [Partition: Region] = [:])
}

/// Where host names don't follow the rule `PREFIX[-fips].REGION.SUFFIX`, as AWS's rule sets have it.
package struct HostForm: OptionSet, Sendable, Hashable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  /// In GovCloud the plain host is the validated one; there is none with `-fips`.
  package static let plainIsFIPSInGovCloud = HostForm(rawValue: 1 << 0)
  /// The same for the dual-stack host.
  package static let dualStackIsFIPSInGovCloud = HostForm(rawValue: 1 << 1)
  /// In GovCloud the dual-stack host has `-fips` in its name, asked for or not.
  package static let dualStackNamesFIPSInGovCloud = HostForm(rawValue: 1 << 2)
  /// `fips.PREFIX`, except in China.
  package static let beginsWithFIPS = HostForm(rawValue: 1 << 3)
  /// The plain host answers on both kinds of addresses.
  package static let plainIsDualStack = HostForm(rawValue: 1 << 4)
  /// Of a service with one address for a partition: in China the host names the region all the same.
  package static let namesRegionInChina = HostForm(rawValue: 1 << 5)
  /// Of such a service: without `global.` in its dual-stack host in China.
  package static let dualStackIsPlainInChina = HostForm(rawValue: 1 << 6)
  /// As ``plainIsFIPSInGovCloud``, but only in its western region.
  package static let plainIsFIPSInGovCloudWest = HostForm(rawValue: 1 << 8)
  /// The prefix of the dual-stack host is not used together with FIPS.
  package static let dualStackPrefixWithoutFIPS = HostForm(rawValue: 1 << 7)
}
