/** JavaScript that the first screen needs, from the built app. */
import { execFileSync } from 'node:child_process';

export function measureFirstLoad(table) {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'pipe' });
  const said = execFileSync('node', ['scripts/check-size.mjs'], { encoding: 'utf8' });
  const found = /([\d.]+) kB gzip of JavaScript in (\d+) files/.exec(said);
  if (!found) throw new Error(`scripts/check-size.mjs says: ${said}`);
  table.add(
    'JavaScript of the first screen',
    `gzip, ${found[2]} files`,
    Number(found[1]),
    150,
    ' kB'
  );
}
