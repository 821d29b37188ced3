// swift-tools-version: 6.1
// The layers of ChiBo, lowest first. A module may import only what stands above it here;
// `Tests/HouseTests` compares every import with this list.
import PackageDescription

let package = Package(
  name: "ChiBo",
  products: [
    .executable(name: "chibo", targets: ["chibo"]),
    .executable(name: "chibo-verify", targets: ["chibo-verify"]),
  ],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
    .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2", traits: []),
  ],
  targets: [
    // C libraries of Debian.
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CXlsxWriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
    .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

    // 0 · values and markup
    .target(name: "Basics"),
    .target(name: "Markup"),

    // 1 · engines and formats: they know nothing of the Party
    .target(name: "Formats", dependencies: ["Basics", "CZip", "CXML", "CXlsxWriter", "CPango"]),
    .target(
      name: "Storage", dependencies: ["Basics", "CPostgres", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(
      name: "History", dependencies: ["Basics", "Storage", .product(name: "Crypto", package: "swift-crypto")]),
    .target(
      name: "Rules", dependencies: ["Basics", "Yams", .product(name: "Crypto", package: "swift-crypto")]),
    .target(name: "TextReuse", dependencies: ["Basics"]),

    // 2 · the register
    .target(name: "Schema", dependencies: ["Basics", "Storage"]),
    .target(
      name: "Registry",
      dependencies: [
        "Basics", "Formats", "Storage", "History", "Schema", "CArgon2",
        .product(name: "Crypto", package: "swift-crypto"), "Yams",
      ]),

    // 3 · meetings, resolutions, assignments
    .target(name: "Meetings", dependencies: ["Registry", "Rules", "Formats"]),

    // 4 · reviews and gradings
    .target(name: "Reviews", dependencies: ["Meetings", "Registry", "Rules", "Formats"]),

    // 4 · working regulations
    .target(
      name: "Regulations",
      dependencies: [
        "Meetings", "Registry", "Rules", "TextReuse", "Formats", "Markup", "Basics",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),

    // 5 · mandates, surveys, briefings; seeded worlds
    .target(name: "Reporting", dependencies: ["Meetings", "Reviews", "Registry", "Formats", "Markup"]),
    .target(
      name: "Samples",
      dependencies: ["Reporting", "Meetings", "Reviews", "Regulations", "Registry", "Formats"]),

    // 6 · the site
    .target(
      name: "Web",
      dependencies: [
        "Reporting", "Meetings", "Reviews", "Regulations", "Rules", "Registry", "Formats", "Markup",
        .product(name: "Hummingbird", package: "hummingbird"),
      ]),

    // 7 · commands; the independent checker shares nothing of ours
    .executableTarget(
      name: "chibo",
      dependencies: [
        "Basics", "Formats", "Rules", "TextReuse", "Regulations", "Web", "Samples", "Reporting", "Meetings",
        "Reviews", "Registry", "History",
        "Schema", "Storage",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "chibo-verify",
      dependencies: [
        "CPostgres", .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),

    // Tests mirror the sources.
    .target(
      name: "TestSupport",
      dependencies: [
        "Registry", "Schema", "Storage", "Basics", "CPostgres",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      path: "Tests/TestSupport"),
    .testTarget(name: "BasicsTests", dependencies: ["Basics"]),
    .testTarget(name: "MarkupTests", dependencies: ["Markup"]),
    .testTarget(name: "FormatsTests", dependencies: ["Formats", "Basics"]),
    .testTarget(name: "StorageTests", dependencies: ["Storage", "Schema", "Basics", "TestSupport"]),
    .testTarget(
      name: "HistoryTests",
      dependencies: [
        "History", "Registry", "Schema", "Storage", "Basics", "TestSupport", "chibo-verify",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(name: "RegistryTests", dependencies: ["Registry", "Formats", "Storage", "TestSupport"]),
    .testTarget(
      name: "MeetingsTests",
      dependencies: ["Meetings", "Rules", "Registry", "Formats", "Storage", "TestSupport"]),
    .testTarget(
      name: "ReviewsTests",
      dependencies: ["Reviews", "Meetings", "Rules", "Registry", "Formats", "Storage", "TestSupport"]),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["Reporting", "Reviews", "Registry", "Formats", "Storage", "TestSupport"]),
    .testTarget(
      name: "SamplesTests",
      dependencies: [
        "Samples", "Reporting", "Reviews", "Regulations", "Registry", "Schema", "Storage", "TestSupport",
      ]),
    .testTarget(
      name: "WebTests",
      dependencies: [
        "Web", "Reporting", "Meetings", "Reviews", "Regulations", "Registry", "Formats", "Markup", "Storage",
        "TestSupport",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOEmbedded", package: "swift-nio"), .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]),
    .testTarget(name: "CommandTests", dependencies: ["chibo", "chibo-verify", "Basics", "TestSupport"]),
    .testTarget(name: "TextReuseTests", dependencies: ["TextReuse", "Basics"]),
    .testTarget(
      name: "RegulationsTests",
      dependencies: ["Regulations", "Registry", "TextReuse", "Formats", "Storage", "TestSupport", "Basics"]),
    .testTarget(name: "RulesTests", dependencies: ["Rules", "Basics", "Yams"]),
    .testTarget(name: "HouseTests", dependencies: ["Schema", "Storage", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c17
)
