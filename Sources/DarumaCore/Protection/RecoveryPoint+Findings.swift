/// What is held apart (``RecoveryPoint/Findings``), by its names.
extension RecoveryPoint {
  package internal(set) var kept: Latest<Retention>? {
    get { self[\.kept] }
    set { self[\.kept] = newValue }
  }

  package internal(set) var wholeAt: Instant? {
    get { self[\.wholeAt] }
    set { self[\.wholeAt] = newValue }
  }

  package internal(set) var message: Latest<String>? {
    get { self[\.message] }
    set { self[\.message] = newValue }
  }

  package internal(set) var cleanScan: CleanScan? {
    get { self[\.cleanScan] }
    set { self[\.cleanScan] = newValue }
  }

  package internal(set) var infectedAt: Instant? {
    get { self[\.infectedAt] }
    set { self[\.infectedAt] = newValue }
  }

  package internal(set) var wholeCleanAt: Instant? {
    get { self[\.wholeCleanAt] }
    set { self[\.wholeCleanAt] = newValue }
  }

  package internal(set) var foundBadAt: Instant? {
    get { self[\.foundBadAt] }
    set { self[\.foundBadAt] = newValue }
  }

  package internal(set) var restore: RestoreRecord? {
    get { self[\.restore] }
    set { self[\.restore] = newValue }
  }
}
