/** A refused save in plain words with its code (UX rule 7). Structural, because words know no other layer. */
import { troubles, type Trouble } from './errors';

interface Failure {
  readonly type: string;
  readonly limit?: number;
  readonly reason?: string;
}

const readOnly: Trouble = {
  code: 'S-09',
  title: '现在只能查看',
  meaning: '已保存的内容都在，刚才的修改没有写入。',
  next: '请先用恢复密钥确认这台设备（设置 → 使用者与口令）。'
};
const removed: Trouble = {
  code: 'S-12',
  title: '这台设备已被移出工作簿',
  meaning: '以前的内容还能查看，刚才的修改没有写入。',
  next: '如有疑问，请联系工作簿的负责人或管理员。'
};
const roleLacks: Trouble = {
  code: 'S-13',
  title: '您的角色不能做这一步',
  meaning: '没有写入任何内容。',
  next: '请管理员来做，或请管理员调整您的角色。'
};
const scopeLacks: Trouble = {
  code: 'S-14',
  title: '这里有您无权填写的敏感内容',
  meaning: '没有写入任何内容。',
  next: '请去掉敏感内容再保存，或请管理员来填。'
};
const keyLacks: Trouble = {
  code: 'S-15',
  title: '新的密钥还没有到这台设备',
  meaning: '刚才的修改没有写入。',
  next: '请与管理员的设备同步一次，再保存。'
};
const outrun: Trouble = {
  code: 'S-16',
  title: '这台设备的数据退回到了旧的状态',
  meaning: '为了不与以前的修改混淆，现在只能查看。',
  next: '请锁定后再打开一次。仍然这样时，请从备份恢复，或重新加入工作簿。'
};
const lastWorker: Trouble = {
  code: 'S-17',
  title: '最后一位使用者不能移除',
  meaning: '没有改动任何内容。',
  next: '要清空本机，请用设置里的“清除本机全部数据”。'
};
const eraseLimit: Trouble = {
  code: 'S-18',
  title: '今天清除的已到上限',
  meaning: '为防误删，一位管理员一天最多清除 20 人。这一次没有写入任何内容。',
  next: '请另一位管理员在自己的设备上清除，或明天再办。'
};

/** By the reason of a failure; a device that nobody has admitted yet, and reasons not named here, get the general one. */
const readOnlyByReason: Readonly<Record<string, Trouble>> = {
  removed,
  role: roleLacks,
  scope: scopeLacks,
  'no-key': keyLacks,
  outrun,
  'erase-limit': eraseLimit,
  'last-worker': lastWorker
};
export const readOnlyReasons: readonly string[] = Object.keys(readOnlyByReason);
const tooLarge: Trouble = {
  code: 'S-10',
  title: '一次保存的内容太多',
  meaning: '没有写入任何内容。',
  next: '请分几次保存。'
};
const namesPerson: Trouble = {
  code: 'S-19',
  title: '用途里写了成员的姓名',
  meaning:
    '使用记录长期保存，不能改也不能删，成员清除以后姓名还会留在里面。这一次没有写入任何内容。',
  next: '请改写成不带姓名的，例如“本人查阅”“年底总结”。'
};
const gone: Trouble = {
  code: 'S-11',
  title: '这条记录已经不在了',
  meaning: '可能已在另一个标签页删除或清除。',
  next: '请返回列表查看。'
};

/** The trouble of a commit failure; unknown types get the general one. */
export function failureTrouble(failure: Failure): Trouble {
  switch (failure.type) {
    case 'quota':
      return troubles.storageFull;
    case 'storage-lost':
      return troubles.storageClosed;
    case 'read-only':
      return readOnlyByReason[failure.reason ?? ''] ?? readOnly;
    case 'too-large':
      return tooLarge;
    case 'unknown-record':
      return gone;
    case 'names-person':
      return namesPerson;
    default:
      return troubles.saveFailed;
  }
}

/** One line: what happened, what it means, what to do, the code. */
export function failureText(failure: Failure): string {
  const { title, meaning, next, code } = failureTrouble(failure);
  return `${title}。${meaning}${next}（${code}）`;
}
