import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * What an `npm audit --json` found: `found` lists packages with a fault rated high or critical; `unreachable` says
 * why the registry could not be asked. Anything else that npm writes is an error.
 */
export function readAudit(output) {
  const report = JSON.parse(output);
  if (report.vulnerabilities !== undefined) {
    const found = Object.values(report.vulnerabilities)
      .filter(({ severity }) => severity === 'high' || severity === 'critical')
      .map(({ name, severity }) => `${name} (${severity})`);
    return { found };
  }
  const reason = report.message ?? report.error?.summary ?? report.error?.code;
  if (reason === undefined) throw new Error(`npm audit wrote what is not known: ${output.slice(0, 200)}`);
  return { found: [], unreachable: reason };
}

function main() {
  const { stdout } = spawnSync('npm', ['audit', '--json', '--audit-level=high'], {
    cwd: resolve(import.meta.dirname, '..'),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const { found, unreachable } = readAudit(stdout);
  if (unreachable !== undefined)
    console.log(`Not audited: the registry does not answer audits (${unreachable}).`);
  else if (found.length === 0) console.log('No package with a known fault rated high or critical.');
  else {
    console.error(`Packages with known faults: ${found.join(', ')}. Run: npm audit`);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
