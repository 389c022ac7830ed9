/** Ethnic groups, GB/T 3304 (DOMAIN F). Every name is understood with and without 族. */
import { createCodeList, type CodeItem } from '../code-list';

const names =
  '01汉 02蒙古 03回 04藏 05维吾尔 06苗 07彝 08壮 09布依 10朝鲜 11满 12侗 13瑶 14白 15土家 16哈尼 17哈萨克 18傣 19黎 ' +
  '20傈僳 21佤 22畲 23高山 24拉祜 25水 26东乡 27纳西 28景颇 29柯尔克孜 30土 31达斡尔 32仫佬 33羌 34布朗 35撒拉 36毛南 ' +
  '37仡佬 38锡伯 39阿昌 40普米 41塔吉克 42怒 43乌孜别克 44俄罗斯 45鄂温克 46德昂 47保安 48裕固 49京 50塔塔尔 51独龙 ' +
  '52鄂伦春 53赫哲 54门巴 55珞巴 56基诺';

const extraAliases: Readonly<Record<string, readonly string[]>> = {
  '02': ['蒙族', '蒙'],
  '05': ['维族', '维'],
  '08': ['僮族'],
  '10': ['鲜族', '朝族'],
  '17': ['哈族'],
  '29': ['柯族'],
  '36': ['毛难族', '毛难'],
  '37': ['仡老族'],
  '43': ['乌兹别克族', '乌兹别克'],
  '46': ['崩龙族'],
  '97': ['其它'],
  '98': ['外国血统']
};

const items: readonly CodeItem[] = [
  ...names.split(' ').map((entry) => {
    const code = entry.slice(0, 2);
    const short = entry.slice(2);
    return { code, label: `${short}族`, aliases: [short, ...(extraAliases[code] ?? [])] };
  }),
  { code: '97', label: '其他', aliases: extraAliases['97'] ?? [] },
  { code: '98', label: '外国血统中国籍人士', aliases: extraAliases['98'] ?? [] }
];

/** 哈族 may mean 哈萨克 or 哈尼 in some places; DOMAIN F reads it as 哈萨克. */
export const ethnicities = createCodeList('ethnicity', 'GB/T 3304', items);
