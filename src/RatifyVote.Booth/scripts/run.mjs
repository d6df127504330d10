// Runs a TypeScript file of this project in Node: bundled in memory, no other tool needed.
//   node scripts/run.mjs scripts/make-ballot.ts [arguments]
import { build } from 'esbuild';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [entry, ...args] = process.argv.slice(2);
const bundle = await build({ entryPoints: [entry], bundle: true, write: false, format: 'esm', platform: 'node', target: 'node20', logLevel: 'error' });
const folder = mkdtempSync(join(tmpdir(), 'booth-'));
const file = join(folder, 'script.mjs');
writeFileSync(file, bundle.outputFiles[0].text);
process.argv = [process.argv[0], entry, ...args];
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
await import(pathToFileURL(file).href);
