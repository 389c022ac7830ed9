/** What the books of the demonstration tell: invented meetings, needs and suggestions of an invented street. */

export const meetings = [
  {
    type: 'symposium',
    startsAt: '14:30',
    topic: '归国留学人员创业座谈会',
    place: '社区议事厅',
    expected: 18
  },
  {
    type: 'fellowship',
    startsAt: '下午',
    topic: '邻里同心联谊会',
    place: '社区文化活动室',
    expected: 46
  },
  {
    type: 'law',
    startsAt: '9:00',
    topic: '律师进社区法律咨询',
    place: '和风里小广场',
    expected: 30
  },
  {
    type: 'clinic',
    startsAt: '8:30',
    topic: '社区健康义诊',
    place: '社区卫生服务站',
    expected: 60
  },
  {
    type: 'study',
    startsAt: '15:00',
    topic: '统一战线工作条例学习',
    place: '社区会议室',
    expected: 14
  },
  {
    type: 'briefing',
    startsAt: '9:30',
    topic: '社区工作情况通报会',
    place: '社区会议室',
    expected: 22
  },
  {
    type: 'consultation',
    startsAt: '14:00',
    topic: '加装电梯民主协商会',
    place: '社区议事厅',
    expected: 26
  },
  {
    type: 'culture',
    startsAt: '上午',
    topic: '同心书画笔会',
    place: '社区文化活动室',
    expected: 34
  },
  {
    type: 'volunteering',
    startsAt: '9:00-11:00',
    topic: '周末课业辅导志愿服务',
    place: '社区图书室',
    expected: 24
  },
  {
    type: 'forum',
    startsAt: '19:00',
    topic: '居民说事：楼前停车',
    place: '听雨苑架空层',
    expected: 28
  },
  {
    type: 'regular',
    startsAt: '9:00',
    topic: '统战工作小组例会',
    place: '社区会议室',
    expected: 9
  },
  {
    type: 'publicity',
    startsAt: '上午',
    topic: '民族团结进步宣传',
    place: '和风里小广场',
    expected: 80
  }
] as const;

export const minutes = [
  '会前送达通知，会上逐项说明，与会人员发言后形成结论。',
  '活动按计划完成，现场发放资料，收集到的意见会后逐条登记。',
  '大家交流了近况，约定下次活动由小组轮流组织。'
] as const;

export const conclusions = [
  '楼道照明报修，两周内答复',
  '下季度再组织一次',
  '通知物业到会听取意见'
] as const;

export const needs = [
  { type: 'job', content: '希望了解附近企业的招聘信息。' },
  { type: 'schooling', content: '咨询孩子转学需要的材料。' },
  { type: 'law', content: '租房合同到期，想请律师看一看合同。' },
  { type: 'neighbours', content: '楼上漏水，希望社区帮助协调。' },
  { type: 'papers', content: '居住证到期，咨询换证地点。' },
  { type: 'business', content: '小店扩大经营，想了解贷款贴息政策。' },
  { type: 'overseas', content: '咨询台胞证件在本地办事的手续。' },
  { type: 'medicare', content: '异地就医备案不会办，请求指导。' }
] as const;

export const steps = [
  '已与相关科室联系，等待回复。',
  '电话告知本人需要的材料。',
  '陪同到服务窗口提交。'
] as const;

export const results = [
  '已办好，本人确认。',
  '已答复并送达办事指南。',
  '协调双方达成一致。'
] as const;

export const suggestions = [
  { topic: '活动室延长开放时间', content: '晚上七点到九点开放，方便上班的居民。' },
  { topic: '小区增设电动车充电桩', content: '在南门空地设置，避免楼道充电。' },
  { topic: '图书室增加少儿读物', content: '愿意带头捐书。' },
  { topic: '沿河步道加装扶手', content: '雨天路滑，老人走得多。' }
] as const;

export const visitorTopics = [
  '咨询办事指南',
  '询问近期活动安排',
  '反映楼前停车困难',
  '领取政策资料'
] as const;

export const workDone = [
  '更新登记表，核对本月变动。',
  '向街道报送季度情况。',
  '整理活动资料并归档。',
  '走访联系商会会员单位。'
] as const;
