/// Who may import whom (DESIGN.md section 4). Imports point down only; each outside library has one room.
enum ImportRules {
  /// By module: what it may import. What is not listed is forbidden.
  static let allowed: [String: Set<String>] = [
    "DarumaCore": ["HashTreeCollections"],
    "DarumaCrypto": ["COpenSSL"],
    "DarumaCatalog": ["DarumaCore", "DarumaCrypto", "Foundation", "FoundationEssentials", "Yams"],
    "DarumaJournal": [
      "DarumaCore", "DarumaCrypto", "Dispatch", "Foundation", "GRDB", "Glibc", "Synchronization",
    ],
    "DarumaFeeds": ["DarumaCore"],
    "DarumaKafka": ["CRdKafka", "DarumaCrypto", "Dispatch", "Foundation", "Glibc", "Musl", "Synchronization"],
    "DarumaAWS": [
      "CCurl", "CResolv", "DarumaCore", "DarumaCrypto", "Dispatch", "Foundation", "FoundationEssentials",
      "FoundationXML", "Glibc", "Synchronization",
    ],
    "DarumaActions": ["DarumaAWS", "DarumaCatalog", "DarumaCore", "DarumaCrypto", "Foundation", "Synchronization"],
    "ActionLister": ["Foundation"],
    "ActionListPlugin": ["Foundation", "PackagePlugin"],
    "DarumaRuntime": [
      "AsyncAlgorithms", "DarumaAWS", "DarumaCatalog", "DarumaCore", "DarumaCrypto", "DarumaFeeds", "DarumaJournal",
      "DarumaKafka", "Dispatch", "Foundation", "Glibc", "Logging", "Musl", "ServiceLifecycle", "Synchronization",
    ],
    "DarumaSimulation": [
      "DarumaAWS", "DarumaCore", "DarumaRuntime", "Foundation", "FoundationEssentials", "FoundationXML", "HTTPTypes",
      "Hummingbird",
      "Logging", "NIOCore", "NIOHTTPTypes", "Synchronization",
    ],
    "Benchmarks": ["DarumaCore", "Foundation", "Glibc"],
    "FeedFuzzer": ["DarumaCore", "DarumaFeeds", "Foundation"],
    "WorkerFuzzer": [
      "DarumaAWS", "DarumaCatalog", "DarumaCore", "DarumaFeeds", "DarumaJournal", "DarumaRuntime", "Dispatch",
      "Foundation", "Logging", "Synchronization",
    ],
    "daruma": [
      "ArgumentParser", "Configuration", "DarumaAWS", "DarumaActions", "DarumaCatalog", "DarumaCore", "DarumaCrypto",
      "DarumaFeeds",
      "DarumaJournal", "DarumaKafka", "DarumaRuntime", "DarumaSimulation", "Dispatch", "Foundation", "Glibc",
      "Logging", "ServiceLifecycle", "Synchronization", "SystemPackage", "UnixSignals",
    ],
  ]

  /// Each import of `file` that its module may not have: line and name.
  static func violations(in file: SourceTree.File) -> [String] {
    guard let allowed = allowed[file.module] else {
      return ["\(file.path):1: module \(file.module) has no row in the table of imports; give it one"]
    }
    return file.lines.enumerated().compactMap { index, line in
      guard let module = imported(line), !allowed.contains(module) else { return nil }
      return "\(file.path):\(index + 1): \(file.module) may not import \(module); see DESIGN.md section 4"
    }
  }

  /// The module that a line imports.
  static func imported(_ line: String) -> String? {
    var words = line.split(separator: " ")
    while let first = words.first, first.hasPrefix("@") || ["package", "internal", "private", "public"].contains(first)
    {
      words.removeFirst()
    }
    guard words.first == "import", words.count >= 2 else { return nil }
    let kinds: Set<Substring> = ["struct", "class", "enum", "func", "let", "var", "protocol", "typealias"]
    let name = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
    return name.split(separator: ".").first.map(String.init)
  }
}
