/** Why a file is not read, and what the worker at the desk can do about it (issue 2 "a plain answer what to do"). */
import { assertNever } from '../../kernel/assert';
import { limits } from './limits';

export type FileProblem =
  | { readonly type: 'empty' }
  | { readonly type: 'too-large'; readonly bytes: number }
  | { readonly type: 'unpacks-too-large'; readonly bytes: number }
  | { readonly type: 'too-many-rows'; readonly sheet: string; readonly rows: number }
  | { readonly type: 'too-many-columns'; readonly sheet: string; readonly columns: number }
  | { readonly type: 'encrypted' }
  | { readonly type: 'wps-format' }
  | { readonly type: 'old-excel' }
  | { readonly type: 'word-document' }
  | { readonly type: 'other-format'; readonly what: string }
  | { readonly type: 'damaged' }
  | { readonly type: 'unreadable-text' }
  | { readonly type: 'timeout' }
  | { readonly type: 'cancelled' };

/** Plain Chinese for the screen: what happened, then what to do. */
export function describeFileProblem(problem: FileProblem): string {
  switch (problem.type) {
    case 'empty':
      return '文件是空的。请确认选对了文件；如果是从微信或网盘取来的，请重新下载一次。';
    case 'too-large':
      return `文件有 ${megabytes(problem.bytes)} MB，超过 ${megabytes(limits.fileBytes)} MB 的上限。请删去图片，或按社区拆成几个文件再导入。`;
    case 'unpacks-too-large':
      return `文件展开后超过 ${megabytes(limits.unpackedBytes)} MB 的上限，没有打开。请新建一个表格，只把名单复制进去，另存后再导入。`;
    case 'too-many-rows':
      return `工作表「${problem.sheet}」有 ${problem.rows} 行，超过 ${limits.rows} 行的上限。请拆成几个文件再导入。`;
    case 'too-many-columns':
      return `工作表「${problem.sheet}」的列数超过 ${limits.columns} 列的上限。请只保留名单用到的列，另存后再导入。`;
    case 'encrypted':
      return '文件设了打开密码。请用 WPS 或 Excel 输入密码打开，取消密码后另存为 .xlsx 再导入。';
    case 'wps-format':
      return '这是 WPS 自己的 .et 格式，别的软件读不出。请用 WPS 打开，点「文件 → 另存为」，选 .xlsx 再导入。';
    case 'old-excel':
      return '这是很老的 Excel 95 或更早的格式。请用 WPS 或 Excel 打开，另存为 .xlsx 再导入。';
    case 'word-document':
      return '这是文字文档，不是表格。请把其中的表格复制到 Excel 或 WPS 表格里，另存为 .xlsx，或直接复制后在这里粘贴。';
    case 'other-format':
      return `这是${problem.what}，不是表格。请选 .xls、.xlsx、.ods 或 .csv 文件。`;
    case 'damaged':
      return '文件损坏或没有传完整。请重新拷贝或下载；如果 WPS 或 Excel 还能打开它，另存为 .xlsx 再试。';
    case 'unreadable-text':
      return '文件里的文字读不出。请用 WPS 或 Excel 打开，另存为 .xlsx 再导入。';
    case 'timeout':
      return '读取时间太长，已经停下，没有导入任何内容。请把文件拆小，或另存为 .xlsx 再试。';
    case 'cancelled':
      return '已取消，没有导入任何内容。';
    default:
      return assertNever(problem);
  }
}

const megabytes = (bytes: number): string => String(Math.ceil(bytes / 1_048_576));
