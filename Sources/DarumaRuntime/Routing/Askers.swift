import DarumaCore

/// The applications that ask for one thing, in order of name.
struct Askers: Sendable {
  private(set) var all: [ApplicationName] = []
  private var byAccount: [Account: [ApplicationName]] = [:]

  mutating func add(_ application: Application) {
    all.insertInOrder(application.name)
    byAccount[application.account, default: []].insertInOrder(application.name)
  }

  /// Sources that do not say the account are believed to mean every one.
  func of(_ account: Account) -> [ApplicationName] {
    account.rawValue.isEmpty ? all : byAccount[account] ?? []
  }
}

/// The applications that ask for alarms: by exact names, which are looked up, and by patterns, of which each is tried once
/// however many applications ask by it.
struct AlarmAskers: Sendable {
  private var exact: [NamePattern: Askers] = [:]
  private var patterns: [NamePattern: Askers] = [:]

  mutating func add(_ application: Application, asking pattern: NamePattern) {
    if pattern.rawValue.contains("*") {
      patterns[pattern, default: Askers()].add(application)
    } else {
      exact[pattern, default: Askers()].add(application)
    }
  }

  func asking(_ alarm: String, in account: Account) -> [ApplicationName] {
    var names = Set(exact[NamePattern(alarm)]?.of(account) ?? [])
    for (pattern, askers) in patterns where pattern.matches(alarm) { names.formUnion(askers.of(account)) }
    return names.sorted()
  }
}

extension [ApplicationName] {
  fileprivate mutating func insertInOrder(_ name: ApplicationName) {
    // Files come in order as a rule.
    guard let last, last >= name else { return append(name) }
    let place = firstIndex { $0 >= name } ?? endIndex
    if place == endIndex || self[place] != name { insert(name, at: place) }
  }
}
