"""Prints ChiBo's Package.swift without its tests and with the executables `questions`, `rounds` and `meetings`."""

import sys

text = open(sys.argv[1], encoding="utf-8").read()
tests, end = text.index("    // Tests mirror the sources."), text.index("  swiftLanguageModes")
print(text[:tests] + """\
    .executableTarget(
      name: "questions", dependencies: ["Basics", "Registry", "Storage"], path: "Benchmarks/Questions"),
    .executableTarget(
      name: "rounds",
      dependencies: ["Basics", "Registry", "Reporting", "Reviews", "Rules", "Schema", "Storage",
        .product(name: "Crypto", package: "swift-crypto")],
      path: "Benchmarks/Rounds"),
    .executableTarget(
      name: "meetings",
      dependencies: ["Basics", "Formats", "Meetings", "Registry", "Schema", "Storage"],
      path: "Benchmarks/Meetings"),
  ],
""" + text[end:], end="")
