# What cargo alone does not do.

# The program that a user gets, which every client below is given.
program := target/integration/install/bin/planlint

.PHONY: integration
# Installs the real clients into target/integration and lets them use planlint; what cannot be installed fails.
integration:
	cargo install --path . --locked --force --quiet --root target/integration/install
	cargo test --locked --quiet --test all changes::
	python3 tests/integration/reports.py $(program)
	python3 tests/integration/wheel.py $(program)
	python3 tests/integration/npm.py $(program)
	python3 tests/integration/forges.py $(program)
	python3 tests/integration/precommit.py
