/** What a rule of the community's work is about: the five of S0-14, the eight of S1-26, S2-16. */
import { createCodeList } from '../code-list';

export const regulationTopics = createCodeList('regulationTopic', 'DOMAIN S0-14, S1-26, S2-16', [
  { code: 'leadership', label: '组织领导制度' },
  { code: 'publicity', label: '宣传信息制度' },
  { code: 'liaison', label: '联系走访制度' },
  { code: 'fellowship', label: '联谊服务制度' },
  { code: 'ledger', label: '台账管理制度', aliases: ['台帐管理制度'] },
  { code: 'meeting', label: '例会制度', aliases: ['工作例会制度'] },
  { code: 'briefing', label: '情况通报制度' },
  { code: 'training', label: '学习培训制度' },
  { code: 'firstReceiver', label: '首问负责制度', aliases: ['首问负责制'] },
  { code: 'promise', label: '承诺服务制度' },
  { code: 'greeting', label: '走访慰问制度' },
  { code: 'friendship', label: '联系交友制度' },
  { code: 'feedback', label: '信息反馈制度' },
  { code: 'consultation', label: '协商议事制度' },
  { code: 'other', label: '其他制度' }
]);
