/** Units, jobs, help and texts of the demonstration: invented, and said to be so where a unit could be taken for a real one. */

export const units = [
  { name: '和风小学(示例)', type: 'school', how: ['built'], services: ['tutoring', 'venue'] },
  { name: '半山诊所(示例)', type: 'hospital', how: ['joint'], services: ['medical'] },
  { name: '春田律师事务所(示例)', type: 'business', how: ['paired'], services: ['law'] },
  {
    name: '晴川家政服务中心(示例)',
    type: 'provider',
    how: ['mutual'],
    services: ['jobs', 'repair']
  },
  {
    name: '云栖商户联合会(示例)',
    type: 'federation',
    how: ['built'],
    services: ['donation', 'jobs']
  }
] as const;

/** `unit`: place in the list above. */
export const resources = [
  { name: '和风小学报告厅', type: 'venue', unit: 0, area: 220_00 },
  { name: '商户互助金', type: 'funds', unit: 4, area: undefined },
  { name: '血压计和轮椅', type: 'equipment', unit: 1, area: undefined }
] as const;

export const jobs = [
  { post: '小区保洁员', unit: 3, count: 3, status: 'filled' },
  { post: '食堂帮厨', unit: 0, count: 2, status: 'filled' },
  { post: '家政服务员', unit: 3, count: 4, status: 'recommended' },
  { post: '便利店收银员', unit: 4, count: 3, status: 'offered' },
  { post: '仓库理货员', unit: 4, count: 2, status: 'offered' }
] as const;

export const donated = [
  ['棉衣 12 件', '棉被 6 床'],
  ['大米 20 袋', '食用油 20 桶'],
  ['旧书 80 册', '书包 10 个']
] as const;

export const aidSteps = {
  applied: '收齐申请材料，报街道受理。',
  visited: '两人入户核对，当面填表。',
  verified: '材料核对无误，已公示。',
  decided: '街道通知已审定。',
  paid: '首月补助已到账，本人确认。'
} as const;

export const texts = [
  {
    kind: 'studyMaterial',
    title: '基层统战工作问答(示例)',
    topic: 'policy',
    text: '一、什么是走访\n走访是上门看望、听取意见，不是调查。本人不愿意就不去。\n\n二、怎样登记\n先说明用途，本人同意后再登记；本人要看、要改、要撤回，当场就办。\n'
  },
  {
    kind: 'studyMaterial',
    title: '联谊活动怎样组织(示例)',
    topic: 'practice',
    text: '一、会前\n和小组一起定题目，提前一周通知。\n\n二、会上\n先通报情况，再听意见，指定专人记录。\n\n三、会后\n每条结论有人办、有日子、有答复。\n'
  },
  {
    kind: 'studyMaterial',
    title: '社区办事指南(示例)',
    topic: 'service',
    text: '一、异地就医备案\n带身份证件到服务窗口，也可以网上办理。\n\n二、居住证换证\n到期前一个月办理。\n'
  },
  {
    kind: 'regulation',
    title: '首问负责制度(示例)',
    topic: 'firstReceiver',
    text: '一、谁是首问责任人\n第一个接待的人。\n\n二、当场能办的怎么办\n当场办，当场记。\n\n三、不能当场办的怎么办\n说清楚谁办、几天内答复，到期回访。\n'
  }
] as const;
