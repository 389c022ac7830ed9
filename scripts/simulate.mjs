/**
 * The long simulation: `npm run simulate -- 20000 [first seed]`. Runs the seeded model test of tests/simulation with
 * that many runs; a failure names its seed, which is then kept as a named case in simulation.test.ts.
 */
import { spawnSync } from 'node:child_process';

const [runs = '10000', from = '100000'] = process.argv.slice(2);
const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'node', 'tests/simulation'], {
  stdio: 'inherit',
  env: { ...process.env, SIM_RUNS: runs, SIM_FROM: from }
});
process.exitCode = status ?? 1;
