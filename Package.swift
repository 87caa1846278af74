// swift-tools-version: 6.1
import PackageDescription

/// One list for every target: what STYLE asks of the language, checked by the compiler.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
  name: "daruma",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.0.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.2.0"),
    .package(
      url: "https://github.com/apple/swift-configuration", from: "1.0.0",
      traits: ["YAML"]),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.0.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CRdKafka", pkgConfig: "rdkafka", providers: [.apt(["librdkafka-dev"])]),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    // Of the C library itself.
    .systemLibrary(name: "CResolv"),
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    .target(
      name: "DarumaCore",
      dependencies: [.product(name: "HashTreeCollections", package: "swift-collections")],
      exclude: ["Core.md", "Protection.md"], swiftSettings: settings),
    .target(name: "DarumaCrypto", dependencies: ["COpenSSL"], swiftSettings: settings),
    .target(
      name: "DarumaCatalog",
      dependencies: ["DarumaCore", "DarumaCrypto", .product(name: "Yams", package: "Yams")],
      swiftSettings: settings),
    .target(
      name: "DarumaJournal",
      dependencies: [
        "DarumaCore", "DarumaCrypto", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    .target(
      name: "DarumaFeeds", dependencies: ["DarumaCore"], exclude: ["Roads.md"], swiftSettings: settings),
    .target(name: "DarumaKafka", dependencies: ["CRdKafka", "DarumaCrypto"], swiftSettings: settings),
    .target(
      name: "DarumaAWS",
      dependencies: ["CCurl", "CResolv", "DarumaCore", "DarumaCrypto"],
      swiftSettings: settings),
    .target(
      name: "DarumaActions",
      dependencies: ["DarumaCore", "DarumaCrypto", "DarumaCatalog", "DarumaAWS"],
      exclude: ["Actions.md"], swiftSettings: settings, plugins: ["ActionListPlugin"]),
    .plugin(
      name: "ActionListPlugin", capability: .buildTool(), dependencies: ["ActionLister"],
      path: "Sources/ActionListPlugin"),
    .executableTarget(name: "ActionLister", swiftSettings: settings),
    .target(
      name: "DarumaRuntime",
      dependencies: [
        "DarumaCore", "DarumaCrypto", "DarumaCatalog", "DarumaJournal", "DarumaFeeds",
        "DarumaKafka", "DarumaAWS",
        .product(name: "AsyncAlgorithms", package: "swift-async-algorithms"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: settings),
    .target(
      name: "DarumaSimulation",
      dependencies: [
        "DarumaCore", "DarumaRuntime", "DarumaAWS",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "daruma",
      dependencies: [
        "DarumaCore", "DarumaCrypto", "DarumaCatalog", "DarumaJournal", "DarumaFeeds",
        "DarumaKafka", "DarumaAWS", "DarumaActions", "DarumaRuntime", "DarumaSimulation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Configuration", package: "swift-configuration"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: settings),
    // Not run by the tests: figures mean something only in release mode, on a machine that does nothing else.
    .executableTarget(name: "Benchmarks", dependencies: ["DarumaCore"], swiftSettings: settings),
    // Prints what becomes of calls and answers; an integration test holds it against botocore.
    .executableTarget(
      name: "CallPrinter", dependencies: ["DarumaAWS", "DarumaCore"], path: "Tests/CallPrinter", swiftSettings: settings
    ),
    // What tests of several modules share.
    .target(name: "TestSupport", dependencies: ["DarumaCore"], path: "Tests/TestSupport", swiftSettings: settings),
    // A client of AWS over a scripted transport.
    .target(
      name: "AWSTestSupport", dependencies: ["DarumaAWS", "DarumaCore"], path: "Tests/AWSTestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "DarumaCoreTests", dependencies: ["DarumaCore", "DarumaCrypto", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "DarumaCryptoTests", dependencies: ["DarumaCrypto"], swiftSettings: settings),
    .testTarget(
      name: "DarumaCatalogTests",
      dependencies: ["DarumaActions", "DarumaCatalog", "DarumaCore", "DarumaCrypto", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "DarumaJournalTests",
      dependencies: [
        "DarumaJournal", "DarumaCore", "DarumaCrypto", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: settings),
    .testTarget(
      name: "DarumaFeedsTests", dependencies: ["DarumaFeeds", "DarumaCore", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "DarumaKafkaTests", dependencies: ["DarumaKafka"], swiftSettings: settings),
    .testTarget(
      name: "DarumaAWSTests",
      dependencies: ["AWSTestSupport", "DarumaAWS", "DarumaActions", "DarumaCore", "DarumaCrypto", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "DarumaActionsTests",
      dependencies: [
        "AWSTestSupport", "DarumaActions", "DarumaAWS", "DarumaCatalog", "DarumaCore", "DarumaCrypto", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "DarumaRuntimeTests",
      dependencies: [
        "DarumaRuntime", "DarumaCore", "DarumaCrypto", "DarumaJournal", "DarumaCatalog", "DarumaFeeds",
        "DarumaAWS", "DarumaActions", "DarumaKafka", "TestSupport",
      ], exclude: ["Golden/failover-without-placement.ndjson"], swiftSettings: settings),
    .testTarget(
      name: "DarumaSimulationTests",
      dependencies: [
        "DarumaSimulation", "DarumaActions", "DarumaAWS", "DarumaCatalog", "DarumaCore", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(name: "TidyTests", swiftSettings: settings),
  ]
)
