.DEFAULT_GOAL := help
.PHONY: help setup build test test-long demo schema format lint ci

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: ## what building needs, installed from Debian
	script/setup

build: ## debug build of everything
	swift build

test: ## every test, on both databases
	script/test

test-long: ## the hours-long checks
	script/test-long

demo: ## the Giồng Trôm sample, served
	script/demo

schema: ## write docs/schema.sqlite.sql and docs/schema.postgres.sql
	CHIBO_WRITE_SCHEMA=1 script/test --filter SchemaDumpTests

format: ## let swift format decide the layout
	swift format format --in-place --recursive --parallel Sources Tests Package.swift

lint: ## what swift format would change
	swift format lint --strict --recursive --parallel Sources Tests Package.swift

ci: .ci/run ## what runs before a change is handed in
	.ci/run
