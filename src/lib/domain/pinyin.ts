/**
 * Readings of names (DOMAIN J "Name order"). A key is stored with the person: syllables without tone, ü as v,
 * parted by blanks, one per Han character; other readings follow after `|`. Staff may overwrite a key.
 * The library is big and loaded only when a name is saved or imported.
 */
export interface NameReading {
  /** `zeng xiao hong`. */
  readonly key: string;
  /** `zengxiaohong`. */
  readonly full: string;
  /** `zxh`. */
  readonly initials: string;
}

export type PinyinReader = (name: string) => NameReading;

/** Surnames whose reading as a surname is another than the usual one; they win over any library. */
const surnames: Readonly<Record<string, string>> = {
  曾: 'zeng',
  单: 'shan',
  仇: 'qiu',
  区: 'ou',
  解: 'xie',
  查: 'zha',
  任: 'ren',
  盖: 'ge',
  朴: 'piao',
  缪: 'miao',
  乐: 'yue',
  华: 'hua',
  翟: 'zhai',
  覃: 'qin',
  冼: 'xian',
  洗: 'xian',
  员: 'yun',
  纪: 'ji',
  那: 'na',
  宁: 'ning',
  召: 'shao',
  种: 'chong',
  繁: 'po',
  黑: 'he',
  重: 'chong',
  折: 'she',
  尹: 'yin',
  瞿: 'qu',
  尉: 'wei',
  晁: 'chao',
  尉迟: 'yu chi',
  万俟: 'mo qi',
  令狐: 'ling hu',
  单于: 'chan yu',
  长孙: 'zhang sun',
  澹台: 'tan tai',
  皇甫: 'huang fu'
};

/** Surnames that are read in two ways by their bearers: both find the person. */
const secondReadings: Readonly<Record<string, string>> = {
  覃: 'tan',
  乐: 'le',
  盖: 'gai',
  翟: 'di',
  任: 'ren',
  仇: 'chou',
  曾: 'ceng',
  区: 'qu',
  单: 'dan',
  解: 'jie',
  查: 'cha',
  朴: 'pu',
  缪: 'mou',
  那: 'nuo',
  尉: 'yu'
};

const plain = (syllable: string): string =>
  syllable
    .normalize('NFD')
    .replace(/u\u0308|ü/g, 'v')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

interface Surname {
  readonly length: number;
  readonly syllables: readonly string[];
  readonly second?: string;
}

/** The surname of a Han name by the table; names with a dot have their surname elsewhere or none. */
function surnameOf(name: string): Surname | undefined {
  if (name.includes('·')) return undefined;
  const characters = [...name];
  const two = characters.slice(0, 2).join('');
  const double = surnames[two];
  if (characters.length > 2 && two.length > 1 && double?.includes(' ')) {
    return { length: 2, syllables: double.split(' ') };
  }
  const [first = ''] = characters;
  const single = surnames[first];
  if (single === undefined || characters.length < 2) return undefined;
  const second = secondReadings[first];
  return { length: 1, syllables: [single], ...(second && second !== single ? { second } : {}) };
}

/** Reading parts of a stored key, alternatives included. */
export const readingsOfKey = (key: string): readonly (readonly string[])[] =>
  key
    .split('|')
    .map((reading) => reading.split(' ').filter(Boolean))
    .filter((syllables) => syllables.length > 0);

/** Full and initials of a stored key's first reading. */
export function readingOfKey(key: string): NameReading {
  const [syllables = []] = readingsOfKey(key);
  return {
    key,
    full: syllables.join(''),
    initials: syllables.map((syllable) => [...syllable][0] ?? '').join('')
  };
}

/**
 * @param readOne syllables of a text, one per character; a character it does not know comes back as it is.
 */
export function createPinyinReader(readOne: (text: string) => readonly string[]): PinyinReader {
  return (name) => {
    const bare = name.replace(/[·\s'-]+/g, '');
    const syllables = readOne(bare).map(plain).filter(Boolean);
    const surname = surnameOf(name);
    if (!surname) return readingOfKey(syllables.join(' '));
    const given = syllables.slice(surname.length);
    const key = [...surname.syllables, ...given].join(' ');
    return readingOfKey(surname.second ? `${key}|${[surname.second, ...given].join(' ')}` : key);
  };
}

/** Loads pinyin-pro on first use. */
export async function loadPinyinReader(): Promise<PinyinReader> {
  const { pinyin } = await import('pinyin-pro');
  return createPinyinReader((text) =>
    pinyin(text, {
      mode: 'surname',
      surname: 'head',
      toneType: 'none',
      type: 'array',
      nonZh: 'spaced'
    })
  );
}

/** Equal for names that sound the same, tones aside; empty when no reading is known. */
export const homophoneKey = (pinyinKey: string | undefined): string =>
  pinyinKey === undefined ? '' : readingOfKey(pinyinKey).full;
