#!/usr/bin/env node
// Starts the program that the optional package of this platform brings along.
"use strict";

const { spawnSync } = require("node:child_process");

const INTERNAL = 3;
const platform = `@planlint/${process.platform}-${process.arch}`;
const program = process.platform === "win32" ? "planlint.exe" : "planlint";

let path;
try {
  path = require.resolve(`${platform}/bin/${program}`);
} catch {
  console.error(`planlint: the package ${platform} is not installed; there is none for this platform,`);
  console.error("or optional dependencies were left out (npm install --include=optional)");
  process.exit(INTERNAL);
}
const { status, signal, error } = spawnSync(path, process.argv.slice(2), { stdio: "inherit" });
if (error) {
  console.error(`planlint: ${error.message}`);
}
// Whoever waits for this process is to see the signal that ended the program. Node ignores some signals,
// and then the exit code has to say that it did not end well.
process.exitCode = status ?? INTERNAL;
if (signal) {
  process.kill(process.pid, signal);
}
