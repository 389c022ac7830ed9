/**
 * `npm test`: every check of the project in one run, fast ones first. Prints a line per step, stops at
 * the first failure with that step's whole output, and ends with `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/**
 * @typedef {{ name: string, script: string, detail?: RegExp }} Step
 * `script` is an npm script; `detail` picks what is worth showing of a passed step's output, each time it stands there.
 */

/**
 * Stages follow one another; the lanes of a stage run beside each other, and in a lane one step after the other.
 * @type {Step[][][]}
 */
const stages = [
  [[{ name: 'browser is there', script: 'check:browser', detail: /^.*\d+\.\d+.*$/gm }]],
  [
    [
      { name: 'format', script: 'check:format' },
      { name: 'licences', script: 'check:licences', detail: /\d+ packages.*/g },
      { name: 'layers', script: 'check:layers', detail: /\d+ modules, \d+ dependencies cruised/g },
      { name: 'types', script: 'check:types' },
      { name: 'build', script: 'build' },
      { name: 'licences of the bundles', script: 'check:shipped', detail: /\d+ packages.*/g },
      { name: 'size of the first load', script: 'check:size', detail: /[\d.]+ kB.*/g }
    ],
    [
      { name: 'dead code', script: 'check:dead' },
      { name: 'lint', script: 'check:lint' }
    ]
  ],
  [
    // One after the other: each uses all cores, and two sets of browsers take more time beside each other than in turn.
    [
      { name: 'unit, property, simulation', script: 'test:unit', detail: /Tests +\d+ passed.*/g },
      { name: 'components in the browser', script: 'test:browser', detail: /Tests +\d+ passed.*/g },
      {
        name: 'kills, lost commits, disk scans',
        script: 'test:crash',
        detail: /browser kills: \d+/g
      },
      { name: 'end to end', script: 'test:e2e', detail: /\d+ passed.*/g }
    ]
  ]
];

/** @returns {Promise<number>} a port that nobody uses now, for the server of the end-to-end tests */
function findFreePort() {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 4179));
    });
  });
}

/**
 * @param {string} script
 * @returns {Promise<{ status: number, output: string }>} output is standard output and error as they came
 */
function runScript(script) {
  return new Promise((done) => {
    const child = spawn('npm', ['run', '--silent', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      env: {
        ...process.env,
        NO_COLOR: '1',
        FORCE_COLOR: undefined,
        CI: '1',
        E2E_PORT: e2ePort,
        // More room for young objects: the linter spends a sixth less, most of it on collecting them.
        NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --max-semi-space-size=64`.trim()
      }
    });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.once('error', (error) => done({ status: 1, output: String(error) }));
    child.once('close', (status) =>
      done({ status: status ?? 1, output: Buffer.concat(chunks).toString('utf8') })
    );
  });
}

const e2ePort = String(await findFreePort());
let passed = 0;
let failed = 0;

/** Runs a lane until a step fails, in this lane or beside it. @param {Step[]} lane */
async function runLane(lane) {
  for (const { name, script, detail } of lane) {
    if (failed > 0) return;
    const startedAt = performance.now();
    const { status, output } = await runScript(script);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(6);
    if (status !== 0) {
      failed += 1;
      console.log(`FAIL ${seconds} s  ${name}\n\n${output}\nRun again with: npm run ${script}`);
      return;
    }
    passed += 1;
    const shown = detail && [...output.matchAll(detail)].map(([text]) => text.trim()).join(', ');
    console.log(`ok   ${seconds} s  ${name}${shown ? `: ${shown}` : ''}`);
  }
}

for (const stage of stages) await Promise.all(stage.map(runLane));
const notRun = stages.flat(2).length - passed - failed;
if (notRun > 0) console.log(`${notRun} steps were not run`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
