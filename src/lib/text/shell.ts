/** Words of the frame around every page. */
export const shell = {
  demoBanner: '正在查看示例数据，人物均为虚构。',
  leaveDemo: '清除示例，开始正式使用',
  leaveDemoAsk: '将清除本机上的全部示例数据，之后可以新建工作簿。',
  recoveryTitle: '恢复密钥还没有确认',
  recoveryText: '忘记口令时只有它能打开数据。确认之前不能导入台账。',
  recoveryAction: '现在确认',
  readOnlyTitle: '本机目前只能查看',
  readOnlyText: '这份工作簿是用备份口令恢复的，输入恢复密钥后就可以修改。',
  readOnlyAction: '输入恢复密钥',
  updateTitle: '有新版本',
  updateText: '更新前会先保存好全部内容。',
  updateAction: '立即更新',
  quotaTitle: '存储空间快用完了',
  quotaText: '已用八成以上。请先备份，再清理磁盘空间。',
  switchWorker: '换人',
  signedInAs: '当前使用者',
  peopleGroup: '成员',
  actionGroup: '操作',
  placeGroup: '栏目',
  offlineReady: '已可离线使用',
  failedTitle: '出了意外的问题'
} as const;
