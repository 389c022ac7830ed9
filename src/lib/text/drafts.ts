/** Words of half-written forms, offered wherever one starts (UX rule 2). */
export const draftWords = {
  title: (count: number): string => `有 ${count} 份没写完的，可以接着写`,
  types: {
    'new-visit': '走访',
    visit: '走访的修改',
    'new-person': '新成员',
    person: '成员资料',
    batch: '批量记走访',
    list: '活动名单',
    consents: '批量登记同意'
  },
  found: '上次没写完的内容',
  foundText: '草稿已保留，可以接着写。',
  discard: '不要草稿',
  resume: (type: string, name: string | undefined): string =>
    name === undefined ? `接着写：${type}` : `接着写：${name} 的${type}`,
  resumeRecord: (label: string, isNew: boolean): string =>
    isNew ? `接着写：${label}` : `接着写：${label}的修改`,
  discarded: '草稿已丢掉'
} as const;
