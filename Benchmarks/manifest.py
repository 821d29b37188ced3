"""Prints ChiBo's Package.swift without its tests and with the executables `questions` and `rounds`."""

import sys

text = open(sys.argv[1], encoding="utf-8").read()
tests, end = text.index("    // Tests mirror the sources."), text.index("  swiftLanguageModes")
print(text[:tests] + """\
    .executableTarget(
      name: "questions", dependencies: ["Basics", "Registry", "Storage"], path: "Benchmarks/Questions"),
    .executableTarget(
      name: "rounds",
      dependencies: ["Basics", "Registry", "Reporting", "Reviews", "Rules", "Schema", "Storage"],
      path: "Benchmarks/Rounds"),
  ],
""" + text[end:], end="")
