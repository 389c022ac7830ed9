/**
 * Measures the merge layer: CPU time and bytes of creating, opening, editing, admitting and projecting many records.
 * Usage: node bench/merge.mjs [records, default 20000]. Results stand in src/lib/merge/SPEC.md.
 */
import { runnerImport } from 'vite';

const count = Number(process.argv[2] ?? 20_000);
const load = async (name) => (await runnerImport(`./src/lib/merge/${name}.ts`)).module;
const { createWriterSlot } = await load('field-key');
const { openRecord, encodeState, freeRecord } = await load('record-doc');
const { edit } = await load('edit');
const { admit } = await load('admission');
const { project } = await load('project');
const { stateHash } = await load('state-hash');

const writers = ['0a', '0b'].map((byte, index) => ({
  slot: createWriterSlot(byte.repeat(16), 1),
  clientId: 2 ** 47 + 12_345 + index
}));
let stamp = 1_795_000_000_000 * 1024;
const nextHlc = () => ++stamp;
const recordIdOf = (index) => index.toString(16).padStart(32, '0');

/** Twenty fields of a made-up person. */
const personOf = (index) => ({
  name: `王小明${index}`,
  sex: '男',
  ethnicity: '汉族',
  birth: '1968-05',
  affiliation: '群众',
  education: '本科',
  'category/01': '01',
  'category/03': '03',
  'mobile/0123456789ab': `154000${String(index).padStart(5, '0')}`,
  building: `${index % 40}栋`,
  unit: '2单元',
  employer: '某某科技有限公司',
  title: '总经理',
  source: '台账导入',
  remark: '喜欢书法',
  community: recordIdOf(7),
  'tag/abcdef012345': '书法',
  registered: '2024-01-01',
  status: 'active',
  kind: 'person'
});

function measure(what, run) {
  const results = [];
  const start = process.cpuUsage();
  for (let index = 0; index < count; index++) results.push(run(index));
  const { user, system } = process.cpuUsage(start);
  const ms = (user + system) / 1000;
  console.log(`${what}: ${(ms / 1000).toFixed(2)} s, ${((ms * 1000) / count).toFixed(0)} µs each`);
  return results;
}

const mean = (list) => Math.round(list.reduce((sum, bytes) => sum + bytes.length, 0) / list.length);
const bytes = (what, list) => console.log(`  ${what}: ${mean(list)} bytes`);

const states = new Array(count);
const created = measure('create and encode', (index) => {
  const record = openRecord(recordIdOf(index), writers[0].clientId);
  const update = edit(
    record,
    writers[0].slot,
    [{ type: 'create', values: personOf(index) }],
    nextHlc
  );
  states[index] = encodeState(record);
  freeRecord(record);
  return update;
});
bytes('creation', created);
measure('admit a creation', (index) => {
  const empty = openRecord(recordIdOf(index), 0);
  const verdict = admit(empty, created[index], writers[0]);
  freeRecord(empty);
  if (!verdict.ok) throw new Error(verdict.error.type);
  freeRecord(verdict.value);
});
const records = measure('open', (index) =>
  openRecord(recordIdOf(index), writers[1].clientId, states[index])
);
const projections = measure('project', (index) => project(records[index]));
measure('digest', (index) => stateHash(projections[index]));
const edited = measure('edit one field', (index) =>
  edit(records[index], writers[1].slot, [{ type: 'set', key: 'building', value: '东区' }], nextHlc)
);
bytes('edit', edited);
measure('admit an edit', (index) => {
  const held = openRecord(recordIdOf(index), 0, states[index]);
  const verdict = admit(held, edited[index], writers[1]);
  freeRecord(held);
  if (!verdict.ok) throw new Error(verdict.error.type);
  freeRecord(verdict.value);
});
bytes('state of a created record', states);
bytes(
  'state after one edit',
  measure('encode', (index) => encodeState(records[index]))
);
