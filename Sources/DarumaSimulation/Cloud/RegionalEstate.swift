/// What exists in one region.
package struct RegionalEstate: Sendable {
  package let place: Place
  package var network = VirtualNetwork()
  package var databases: Databases
  package var containers: Containers
  package var balancing = LoadBalancing()
  package var fileSystems: FileSystems
  package var backups: Backups
  package var caches: Caches
  package var parameters: ParameterStore
  package var scaling: Scaling
  package var eventSources: EventSources
  package var topics: Topics
  package var alarms: [Alarm] = []
  /// What the describe operations don't show for the moment.
  package private(set) var visibility = Visibility()

  init(place: Place) {
    self.place = place
    databases = Databases(place: place)
    containers = Containers(place: place)
    fileSystems = FileSystems(place: place)
    backups = Backups(place: place)
    caches = Caches(place: place)
    parameters = ParameterStore(place: place)
    scaling = Scaling(place: place)
    eventSources = EventSources(place: place)
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
    backups.advance(to: now, timings, &fileSystems)
    fileSystems.advance(to: now)
    caches.advance(to: now)
    scaling.advance(to: now)
    eventSources.advance(to: now)
  }
}
