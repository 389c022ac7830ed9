/**
 * Walks every package that ships with the app, fails on a licence that the project does not accept, and
 * keeps two generated files true: the list that 关于 shows (src/lib/text/licences.json) and the licence
 * texts that travel with the app (static/licences.txt). `--write` writes them; without it a stale file
 * fails. `--built` looks, after a build, whether a package ended in the bundles that the list lacks.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readShippedPackages } from './shipped-packages.mjs';

/** @typedef {{ name: string, version: string, licence: string }} Shipped */

const accepted = /^(MIT|ISC|BSD-[\w-]+|Apache-2\.0|0BSD|MPL-2\.0)$/;
/**
 * Development packages of which a part ends in the bundle (runtime, router, icons). Their own
 * dependencies are build tools, but for the few named here.
 */
const bundledDevPackages = [
  '@iconify-json/lucide',
  '@sveltejs/kit',
  'clsx',
  'devalue',
  'esm-env',
  'svelte'
];

/** Packages of dependencies that the build replaces (vite.config.ts): `--built` sees that they are not in it. */
const leftOut = ['@nats-io/nkeys'];

const root = new URL('../', import.meta.url);
/** @param {string} path */
const pathOf = (path) => fileURLToPath(new URL(path, root));
/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(pathOf(path), 'utf8'));

/**
 * @param {string} expression an SPDX expression
 * @returns {boolean} an `OR` needs one accepted side, an `AND` all
 */
function isAccepted(expression) {
  const plain = expression.replace(/^\((.*)\)$/, '$1');
  if (plain.includes(' OR ')) return plain.split(' OR ').some(isAccepted);
  return plain.split(' AND ').every((part) => accepted.test(part.trim()));
}

/** @param {Record<string, unknown>} manifest @param {string | undefined} text the package's licence file */
function licenceOf(manifest, text) {
  const { license } = manifest;
  if (typeof license === 'string') return license;
  if (license && typeof license === 'object' && 'type' in license) return String(license.type);
  // A package may forget the field and still carry the licence itself, as svelte-toolbelt does.
  const isMit = /^MIT License\s[\s\S]*Permission is hereby granted, free of charge/.test(
    text ?? ''
  );
  return isMit ? 'MIT' : 'unknown';
}

/**
 * Finds the installed folder of a dependency the way Node does: from the inside outwards.
 * @param {Record<string, unknown>} packages the lock's packages
 * @param {string} from folder of the package that asks
 * @param {string} name
 */
function folderOf(packages, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const folder = `${at ? `${at}/` : ''}node_modules/${name}`;
    if (packages[folder]) return folder;
    if (at === '') return undefined;
  }
}

/** @returns {string[]} folders of all packages that ship */
function shippedFolders() {
  const { packages } = readJson('package-lock.json');
  const own = packages[''];
  const bundled = bundledDevPackages.map((name) => `node_modules/${name}`);
  const waiting = Object.keys(own.dependencies ?? {}).map((name) => folderOf(packages, '', name));
  const seen = new Set(bundled);
  while (waiting.length > 0) {
    const folder = waiting.pop();
    if (folder === undefined || seen.has(folder)) continue;
    seen.add(folder);
    const entry = packages[folder];
    for (const name of Object.keys({ ...entry.dependencies, ...entry.peerDependencies })) {
      const next = folderOf(packages, folder, name);
      const isBuildTool =
        next !== undefined && (packages[next].dev || packages[next].devOptional) === true;
      if (next !== undefined && !isBuildTool && !leftOut.includes(name)) waiting.push(next);
    }
  }
  return [...seen].sort();
}

/** @param {string} folder */
function licenceTextOf(folder) {
  const file = readdirSync(pathOf(folder)).find((name) => /^licen[cs]e(\.|$|-)/i.test(name));
  return file
    ? readFileSync(pathOf(`${folder}/${file}`), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim()
    : undefined;
}

/** @param {{ folder: string, shipped: Shipped }[]} entries */
function licenceTexts(entries) {
  /** @type {Map<string, string[]>} */
  const namesByText = new Map();
  for (const { folder, shipped } of entries) {
    const text = licenceTextOf(folder) ?? `Licence: ${shipped.licence}`;
    namesByText.set(text, [...(namesByText.get(text) ?? []), `${shipped.name} ${shipped.version}`]);
  }
  const rule = '-'.repeat(80);
  const blocks = [...namesByText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  return `Software that is part of this app, and its licences.\n\n${rule}\n${blocks.join(`\n${rule}\n`)}`;
}

const entries = shippedFolders().map((folder) => {
  if (!existsSync(pathOf(`${folder}/package.json`)))
    throw new Error(`${folder} is not installed: npm ci`);
  const manifest = readJson(`${folder}/package.json`);
  const shipped = {
    name: manifest.name,
    version: manifest.version,
    licence: licenceOf(manifest, licenceTextOf(folder))
  };
  return { folder, shipped };
});

const refused = entries.filter(({ shipped }) => !isAccepted(shipped.licence));
for (const { shipped } of refused) {
  console.error(`${shipped.name} ${shipped.version}: licence ${shipped.licence} is not accepted`);
}

const generated = [
  {
    path: 'src/lib/text/licences.json',
    text: `${JSON.stringify(
      entries.map(({ shipped }) => shipped),
      null,
      2
    )}\n`
  },
  { path: 'static/licences.txt', text: licenceTexts(entries) }
];
let staleCount = 0;
for (const { path, text } of generated) {
  const present = existsSync(pathOf(path)) ? readFileSync(pathOf(path), 'utf8') : undefined;
  if (present === text) continue;
  if (process.argv.includes('--write')) {
    writeFileSync(pathOf(path), text);
  } else {
    staleCount += 1;
    console.error(`${path} is stale: run node scripts/check-licences.mjs --write`);
  }
}
const names = new Set(entries.map(({ shipped }) => shipped.name));
const unlisted = process.argv.includes('--built')
  ? readShippedPackages().filter((name) => !names.has(name))
  : [];
for (const name of unlisted) {
  console.error(`${name} is in the bundles but not in the list: add it to bundledDevPackages`);
}
console.log(`${entries.length} packages ship with the app`);
if (refused.length + staleCount + unlisted.length > 0) process.exit(1);
