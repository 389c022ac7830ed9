/**
 * The manual, once: 帮助 in the app draws it, and `npm run manual` writes docs/使用手册.md from it (a test holds
 * the two together). Names of buttons and places stand here as they stand on the screen.
 * Longer than most files: it is a text, in the order in which it is read.
 */
import { troubles, type Trouble } from './errors';
import { failureTrouble } from './failures';

export type HelpBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'steps'; readonly items: readonly string[] }
  | { readonly type: 'list'; readonly items: readonly string[] }
  | {
      readonly type: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export interface HelpSection {
  readonly title: string;
  readonly blocks: readonly HelpBlock[];
}

export interface HelpChapter {
  /** Part of the address: `/help/#backup`. */
  readonly id: string;
  readonly title: string;
  readonly sections: readonly HelpSection[];
}

const text = (words: string): HelpBlock => ({ type: 'text', text: words });
const steps = (...items: string[]): HelpBlock => ({ type: 'steps', items });
const list = (...items: string[]): HelpBlock => ({ type: 'list', items });

export const helpWords = {
  title: '帮助',
  detail: '同心簿使用手册',
  contents: '目录',
  print: '打印手册'
} as const;

const firstDay: HelpChapter = {
  id: 'first-day',
  title: '第一天',
  sections: [
    {
      title: '新建工作簿',
      blocks: [
        steps(
          '用谷歌浏览器、微软 Edge，或 360、QQ、搜狗等浏览器的“极速模式”，打开单位给您的地址。',
          '点“新建工作簿”，填工作簿名称（如“和平里社区统战工作簿”）和您的姓名。',
          '设一个口令，至少 8 个字，可以是一句好记的话。每次打开都要用它。',
          '屏幕上出现恢复密钥，点“打印恢复密钥”，或者照着抄一份。再按提示输入其中一组，点“已保管好，开始使用”。'
        ),
        text(
          '恢复密钥有 13 组字符，每组 5 个。忘记口令、换电脑、口令打不开备份时都靠它。请像印章一样锁进柜子：谁拿到它，谁就能打开这本工作簿。没有服务器，没有人能替您找回。'
        ),
        text(
          '想先看看样子，点“载入示例数据”。里面的人都是虚构的，看完点页面上方的“清除示例，开始正式使用”。'
        )
      ]
    },
    {
      title: '填好工作簿资料',
      blocks: [
        text('到“设置”里填一次，以后打印、导出都会用到：'),
        list(
          '工作簿资料：社区名称、填报单位、编制人、审核人、审批人，还有印在同意书上的“个人信息联系人及电话”。',
          '组织网络：社区、网格、楼栋。填上总人口和总户数，统计里才有“占总人口”和“每百户”。',
          '工作人员：走访的人、联络员。',
          '栏目：默认关闭的栏目，工作真的需要才打开。'
        )
      ]
    },
    {
      title: '导入台账',
      blocks: [
        steps(
          '点“导入台账”，选花名册文件，可以一次选几个；也可以把文件拖进来，或者从表格里复制后粘贴。.xls、.xlsx、.ods、.csv 都行。',
          '看认出来的工作表、社区对不对；没写类别的行，类别只从这张表自己的标题或表名认，请逐张确认，拿不准就先不填。',
          '看每一列放到哪个栏目，不对就改。宗教信仰、婚姻、收入、健康等列会自动略过，不读入。',
          '没见过的词和看不准的格子，一个一个问您。可以先不答，留空。一个词答过一次，以后的台账照办，随时能改。',
          '核对新增几人、变化几处。点开数字看名单，没问题再导入。',
          '导入后有一份报告，写明哪些留空、哪些没有导入，可以打印。'
        ),
        text(
          '同一份文件再导入一次，不会多出人来。导错了，到“设置 → 导入记录”点“撤销这次导入”；导入以后改过资料、登记过同意、走访过的成员会留下，由您勾选。'
        ),
        text(
          '电话位数不对的照原样留下，标“待核对”。本人要求清除过的人，下一份台账里再有也不导入，只列出来；本人重新书面同意了，才勾选“仍要导入”。'
        )
      ]
    },
    {
      title: '登记同意',
      blocks: [
        text(
          '台账里的人导入后都是“待同意”：只显示姓名、称呼、楼栋、电话这样一张联系卡，用来联系本人，不计入统计。“待同意几人”在哪里都是同一个数：在册、没有有效同意书的人，同意书到期的也算。'
        ),
        steps(
          '打印同意书，一式两份，请本人看过以后，同意哪一项就在哪一项打勾，签字。',
          '在“今日”点“批量登记同意”，勾选已经签字的人，照纸上的勾选登记，写上签署日期和原件放在哪里。'
        ),
        text('哪些人签了、勾了哪几项，都要您自己选，系统不会替任何人先勾好。')
      ]
    },
    {
      title: '做第一次备份',
      blocks: [text('导入并登记完，马上到“设置 → 备份”做一次备份，存到移动硬盘或单位的共享盘。')]
    }
  ]
};

const everyDay: HelpChapter = {
  id: 'every-day',
  title: '每天',
  sections: [
    {
      title: '先看今日',
      blocks: [
        text(
          '打开就是“今日”：约好的走访、待同意的人、快到期的同意、该清除的个人信息、最近的变化，还有上次备份是什么时候。'
        )
      ]
    },
    {
      title: '找人',
      blocks: [
        text(
          '点上方的搜索框，或按 Ctrl+K（苹果电脑按 ⌘K），输入姓名、拼音、首字母（如 zsf）、电话尾号或楼栋。多音字姓氏也认得，如“单、仇、解、区”。'
        )
      ]
    },
    {
      title: '记一次走访',
      blocks: [
        steps(
          '点“记一次走访”，选人，可以选几位；慰问一整批住户时，可以只填未具名的户数或人数。',
          '选方式、缘由。日期默认今天。',
          '要记的话写在“内容”里，居民提的写在“反映事项”里，约好下次的填“下次约定”，到日子“今日”会提醒。',
          '点“保存”。'
        ),
        text(
          '没写完就被打断也不要紧：草稿加密保存在本机，锁定、关掉页面以后再打开，还在。只记本人愿意记下的事，写的话要能当着本人念。'
        )
      ]
    },
    {
      title: '改错了怎么办',
      blocks: [
        list(
          '刚做的操作，下方有“撤销”。',
          '删除的内容先进“回收站”，可以恢复。',
          '成员的每一项都有修改历史，写明谁在什么时候改的，可以恢复成以前的值。'
        )
      ]
    },
    {
      title: '离开座位',
      blocks: [
        text(
          '点右上角“锁定”。30 分钟没有操作会自动锁定（时间在“设置 → 工作簿资料”里改），再打开还是原来那一页，草稿也在。'
        ),
        text(
          '换同事用：到“设置 → 使用者与口令”先给同事添加使用者，由同事自己输入口令。以后点“锁定”或“换人”，选自己的名字打开，记录里就写各自的名字。'
        )
      ]
    },
    {
      title: '屏幕上的“已保存”',
      blocks: [
        text(
          '“已保存”的意思是已经写进这台设备的磁盘，断电也在。没有存上会显示“未能保存”，并说明怎么办，填的内容留在屏幕上。'
        )
      ]
    }
  ]
};

const beforeMeetings: HelpChapter = {
  id: 'meetings',
  title: '开会前',
  sections: [
    {
      title: '看数字',
      blocks: [
        text(
          '“统计”里有人才库结构和走访慰问。每个数字都能点开，看是哪些人、哪些走访。没有登记同意的人不计入，下面会写“待同意几人，未计入”。'
        )
      ]
    },
    {
      title: '把图表带出去',
      blocks: [
        steps(
          '在图表上点“带去开会”，选“内部使用”或“对外”，写明用途。',
          '选存为图片、复制图片、导出表格、打印，或者“复制口径文本”——一段不含个人信息的文字，可以发到工作群。'
        ),
        text('选“对外”时，少于 5 的项会并入“其他”，免得从数字看出是谁；人数太少的图表不对外提供。')
      ]
    },
    {
      title: '名单和登记表',
      blocks: [
        text(
          '人才库里可以按类别、年龄段、社区等筛选，再导出 .xlsx 或打印名单；“记录”里可以导出、打印走访登记表。都要写明用途，文件上有编号，“设置 → 使用记录”里查得到。电话默认遮住中间几位。'
        ),
        text('打印件末尾有编制人、审核人、审批人、编制单位、编制时间，取自“工作簿资料”。')
      ]
    }
  ]
};

const backup: HelpChapter = {
  id: 'backup',
  title: '备份与换电脑',
  sections: [
    {
      title: '怎样备份',
      blocks: [
        steps(
          '到“设置 → 备份”，输入两遍备份口令，点“备份”。',
          '等它写完，并自动试着恢复一遍。核对无误才显示“备份完成”。',
          '把“核对码”抄在登记本上，文件存到移动硬盘或共享盘。'
        ),
        text(
          '备份文件是加密的，别人捡到打不开。备份口令或打印的恢复密钥都能打开它。有改动而七天没有备份时，会提醒您。'
        ),
        text(
          '谷歌浏览器和 Edge 可以选一个文件夹“自动留存副本”：每次备份往里另存一份，留最近 10 份。关闭页面后要重新选文件夹。'
        )
      ]
    },
    {
      title: '换电脑，或换浏览器',
      blocks: [
        steps(
          '在原来的电脑上做一次备份，带上备份文件和恢复密钥。',
          '在新电脑上打开同心簿，点“恢复备份”，选备份文件。',
          '用恢复密钥打开：恢复完就能用。用备份口令打开：先只能查看，到“设置 → 使用者与口令”输入恢复密钥后才能修改。',
          '对一对核对码，和备份时抄的一样，说明一条不少。',
          '原来的电脑不用了，到“设置 → 清除本机全部数据”。'
        ),
        text(
          '恢复只能在还没有工作簿的浏览器里做。备份里没有口令和没写完的草稿，恢复时要给新电脑设一个口令。'
        )
      ]
    },
    {
      title: '忘了口令',
      blocks: [
        text(
          '在锁定页点“忘记口令”，输入打印的恢复密钥，设一个新口令。不分大小写，连字符可以不输。原来的口令从此作废。'
        ),
        text('口令忘了、恢复密钥也丢了，就打不开了，谁也帮不上。所以恢复密钥一定要收好。')
      ]
    },
    {
      title: '电脑坏了',
      blocks: [
        text('用最近一次备份恢复；备份以后写的内容没有了。没有备份，就找不回来。请每周备份一次。')
      ]
    }
  ]
};

const privacy: HelpChapter = {
  id: 'privacy',
  title: '谁能看到什么',
  sections: [
    {
      title: '数据在哪里',
      blocks: [
        text(
          '全部内容只存在这台设备的这个浏览器里。没有服务器，不上传，不统计使用情况。设了口令，锁定以后磁盘上只有加密的内容；没有设口令，能打开这台电脑的人就能看到全部。'
        )
      ]
    },
    {
      title: '看一个人的资料要有依据',
      blocks: [
        table(
          ['本人的同意', '能看到', '计入统计'],
          [
            ['已登记，在有效期内', '同意的那几项内容', '是'],
            ['待同意、已到期', '联系卡，用来联系本人', '否，只写“待同意几人”'],
            ['已撤回', '什么都看不到，立即生效', '否']
          ]
        ),
        text(
          '走访、统战身份、证件号码、详细住址、教职、问候、健康与帮扶、公开姓名、向街道提供，各是一项，要本人单独勾选。'
        ),
        text(
          '证件号码、详细住址等平时遮盖。每次打开都记入使用记录；证件号码、健康与帮扶、宗教教职要先选原因。一人一档打印时才显示全部内容。'
        )
      ]
    },
    {
      title: '撤回和清除',
      blocks: [
        text(
          '本人要撤回，在成员页点两下就行。撤回当即生效；默认满 15 天后，“今日”提醒清除。清除前会列出清除哪些、保留哪些计数、哪些导出过的文件要另行收回。'
        ),
        text(
          '清除以后，本机不能再打开这个人的内容，走访只留次数；另留几个看不出是谁的比对码，免得下一份台账又把人带回来，可以到“设置 → 导入记录”删除。管不到的有：以前的备份文件、已经导出的表、打印的纸，请另行处理。'
        ),
        text('本人要看自己的资料，打印“一人一档”给本人。')
      ]
    },
    {
      title: '这里不登记什么',
      blocks: [
        text(
          '信仰、观点、评价、收入、婚姻、病情、信访、犯罪记录、照片、指纹、位置，一概不登记，导入时自动略去。自己写的标签和备注也会检查用词。'
        ),
        text('国家秘密、工作秘密不要录入。涉密信息不上网，上网信息不涉密。')
      ]
    },
    {
      title: '管不到的',
      blocks: [
        text(
          '打开着没锁的电脑、没有口令的电脑、对着屏幕拍照的人。同一台电脑上的几位使用者，看到的内容是一样的。'
        )
      ]
    }
  ]
};

const codeRow = ({ code, title, meaning, next }: Trouble): readonly string[] => [
  code,
  title,
  meaning + next
];

const codeRows = [
  ...Object.values(troubles),
  ...['read-only', 'too-large', 'unknown-record'].map((type) => failureTrouble({ type }))
]
  .sort((a, b) => (a.code < b.code ? -1 : 1))
  .map(codeRow);

const questions: HelpChapter = {
  id: 'questions',
  title: '常见问题',
  sections: [
    {
      title: '打开是空的，数据不见了？',
      blocks: [
        text(
          '数据跟着浏览器走。先看是不是换了浏览器、换了电脑登录账号、开了无痕窗口，或者地址不一样。用原来的浏览器和地址打开。'
        ),
        text(
          '用清理软件或浏览器的“清除浏览数据”时，不要勾“网站数据”“Cookie”，勾了就会把同心簿的数据一起清掉。已经清掉的，用备份恢复。可以到“设置 → 关于同心簿”点“请求长期保存”。'
        )
      ]
    },
    {
      title: '统计的人数比台账少？',
      blocks: [text('没有登记同意的人不计入。登记同意后就会计入。')]
    },
    {
      title: '两台电脑能看到一样的内容吗？',
      blocks: [text('这个版本各用各的，用备份文件从一台搬到另一台。')]
    },
    {
      title: '打开着两个标签页？',
      blocks: [text('可以。一个里保存，另一个马上看到；在一个里锁定，全都锁定。')]
    },
    {
      title: '出了问题找人帮忙？',
      blocks: [
        text(
          '到“设置 → 关于同心簿”下载诊断文件。里面只有版本、数量和错误编号，没有任何人的信息，发之前可以点“查看内容”先看一遍。'
        )
      ]
    },
    {
      title: '屏幕上的编号是什么意思？',
      blocks: [table(['编号', '出了什么事', '对数据的影响，怎么办'], codeRows)]
    }
  ]
};

const browsers: HelpChapter = {
  id: 'browsers',
  title: '浏览器与安装',
  sections: [
    {
      title: '用什么浏览器',
      blocks: [
        list(
          '谷歌浏览器、微软 Edge 92 版以上；火狐 115 版以上；苹果 Safari 16.4 以上。',
          '360、QQ、搜狗等双核浏览器：用“极速模式”，不能用“兼容模式”。',
          '不要用无痕（隐私）窗口，关掉窗口数据就没了。',
          '不要在微信里直接打开：微信里不能下载文件。点右上角“···”，选“在浏览器打开”。',
          '地址要以 https 开头；自己电脑上的 http://localhost 也可以。'
        )
      ]
    },
    {
      title: '装到桌面',
      blocks: [
        text(
          '“设置 → 安装到桌面”里有“安装”按钮的，点一下就行。没有的，按那里写的办法，把地址栏左边的小图标拖到桌面；手机上选“添加到主屏幕”。'
        )
      ]
    },
    {
      title: '断网使用',
      blocks: [
        text(
          '联网打开过一次以后，断网也能打开、锁定、写记录。“设置 → 关于同心簿”里写着“已存好，断网也能打开”就行了。'
        )
      ]
    },
    {
      title: '更新',
      blocks: [text('有新版本时，页面上方会提示。点“立即更新”才会换，写到一半的内容不会丢。')]
    },
    {
      title: '字太小，屏幕太亮',
      blocks: [text('到“设置 → 显示”，文字可以调到特大，也可以换成深色。')]
    }
  ]
};

export const helpChapters: readonly HelpChapter[] = [
  firstDay,
  everyDay,
  beforeMeetings,
  backup,
  privacy,
  questions,
  browsers
];

function table(head: readonly string[], rows: readonly (readonly string[])[]): HelpBlock {
  return { type: 'table', head, rows };
}
