// Bundles every island into OUT (default ../RatifyVote.Web/wwwroot/booth) and writes bundle.json, the list that terms.json seals.
// One self-contained file per island: what a page loads is exactly one hash.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, '..', 'src', 'islands');
const out = resolve(process.argv[2] ?? join(here, '..', '..', 'RatifyVote.Web', 'wwwroot', 'booth'));

const ENTRIES = ['booth', 'tracker', 'trustee-ceremony', 'trustee-decrypt', 'verify-worker', 'passkeys', 'certify'];

mkdirSync(out, { recursive: true });
for (const name of readdirSync(out)) rmSync(join(out, name), { recursive: true });

const result = await build({
  entryPoints: ENTRIES.map((name) => join(source, `${name}.ts`)).filter(existsSync),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'inline',
  outdir: out,
  metafile: true,
  logLevel: 'warning',
});

const files = Object.keys(result.metafile.outputs).map((path) => path.split('/').pop()).sort();
const list = files.map((file) => {
  const bytes = readFileSync(join(out, file));
  console.log(`booth: ${file} ${(bytes.length / 1024).toFixed(1)} KiB`);
  return { file, sha256: createHash('sha256').update(bytes).digest('hex') };
});
writeFileSync(join(out, 'bundle.json'), JSON.stringify(list));
