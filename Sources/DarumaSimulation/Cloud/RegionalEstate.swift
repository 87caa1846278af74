/// What exists in one region.
package struct RegionalEstate: Sendable {
  package let place: Place
  package var databases: Databases
  package var containers: Containers
  package var topics: Topics
  package var loadBalancers: [LoadBalancer] = []
  package var alarms: [Alarm] = []
  /// What the describe operations don't show for the moment.
  package private(set) var visibility = Visibility()

  init(place: Place) {
    self.place = place
    databases = Databases(place: place)
    containers = Containers(place: place)
    topics = Topics(place: place)
  }

  /// Leaves a resource out of describe answers until `time` (milliseconds since the epoch).
  mutating func hide(_ arn: String, until time: Int64) {
    visibility.hide(arn, until: time)
  }

  mutating func advance(to now: Int64, _ timings: Timings) {
    visibility.advance(to: now)
    databases.advance(to: now)
    containers.advance(to: now, timings)
  }
}

/// An Application Load Balancer: the name that DNS records point at.
package struct LoadBalancer: Sendable, Equatable {
  package let name: String
  package let dnsName: String

  package init(name: String, dnsName: String) {
    self.name = name
    self.dnsName = dnsName
  }
}
