/** Words of must-visits, pairings and events at home on a person's page. */
export const careWords = {
  title: '走访与结对',
  hint: '需本人同意走访。家中大事只记本人或家属主动告知、同意记下的，到期清除。',
  tasks: '该走访的',
  noTasks: '近期没有要走访的。',
  go: '去走访',
  states: {
    upcoming: '未到时间',
    open: '待走访',
    overdue: '已过期限',
    postponed: '已改期',
    done: '已走访',
    declined: '本人谢绝',
    missed: '未走访'
  },
  pairings: '结对',
  noPairings: '没有结对。',
  addPairing: '添加结对',
  editPairing: '修改结对',
  pairing: (helper: string, cycle: string, from: string): string =>
    `${helper}，${cycle}，自${from}`,
  until: (when: string): string => `至${when}`,
  removePairing: (helper: string): string => `移除与${helper}的结对`,
  events: '家中大事',
  noEvents: '没有登记。',
  addEvent: '登记家中大事',
  editEvent: '修改家中大事',
  event: (kind: string, when: string, by: string): string => `${kind}，${when}，${by}告知`,
  keptUntil: (when: string): string => `保留到${when}`,
  removeEvent: (kind: string): string => `移除${kind}`,
  edit: (what: string): string => `修改${what}`,
  saved: '已保存',
  removed: '已移除，在回收站里',
  expired: '到期的家中大事',
  expiredText: (count: number): string =>
    `${count} 条已过保留日，不再用于走访。清除后不再保存其内容。`,
  eraseExpired: '清除',
  erased: '已清除'
} as const;
