/** A refused save in plain words with its code (UX rule 7). Structural, because words know no other layer. */
import { troubles, type Trouble } from './errors';

interface Failure {
  readonly type: string;
  readonly limit?: number;
}

const readOnly: Trouble = {
  code: 'S-09',
  title: '现在只能查看',
  meaning: '已保存的内容都在，刚才的修改没有写入。',
  next: '请先用恢复密钥确认这台设备（设置 → 使用者与口令）。'
};
const tooLarge: Trouble = {
  code: 'S-10',
  title: '一次保存的内容太多',
  meaning: '没有写入任何内容。',
  next: '请分几次保存。'
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
      return readOnly;
    case 'too-large':
      return tooLarge;
    case 'unknown-record':
      return gone;
    default:
      return troubles.saveFailed;
  }
}

/** One line: what happened, what it means, what to do, the code. */
export function failureText(failure: Failure): string {
  const { title, meaning, next, code } = failureTrouble(failure);
  return `${title}。${meaning}${next}（${code}）`;
}
